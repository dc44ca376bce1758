//! Hearing that the program should end: Ctrl-C, or the system's polite request.

use std::io;

use super::Trouble;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Listens for the program being asked to end, from the moment that there is one of these.
pub struct Ears {
    #[cfg(unix)]
    signals: [Signal; 2],
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

impl Ears {
    /// Begins to listen, within a runtime whose input and output are enabled.
    pub fn open() -> Result<Ears, Trouble> {
        let failed = |err: io::Error| Trouble::new(format!("Ctrl-C cannot be heard: {err}"), "");
        #[cfg(unix)]
        let ears = || Ok(Ears { signals: [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?] });
        #[cfg(windows)]
        let ears = || Ok(Ears { interrupt: tokio::signal::windows::ctrl_c()? });
        ears().map_err(failed)
    }

    /// Waits until the program is asked to end.
    pub async fn hear(&mut self) {
        #[cfg(unix)]
        {
            use std::task::Poll;
            let [interrupt, terminate] = &mut self.signals;
            std::future::poll_fn(|context| match (interrupt.poll_recv(context), terminate.poll_recv(context)) {
                (Poll::Pending, Poll::Pending) => Poll::Pending,
                _ => Poll::Ready(()),
            })
            .await;
        }
        #[cfg(windows)]
        self.interrupt.recv().await;
    }
}

/// Does `end` when the program is asked to end; if it is asked again it ends at once, as an interrupted program does.
pub fn heed(end: impl FnOnce() + Send + 'static) -> Result<(), Trouble> {
    let failed = |err: io::Error| Trouble::new(format!("Ctrl-C cannot be heard: {err}"), "");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().map_err(failed)?;
    let mut ears = {
        let _within = runtime.enter();
        Ears::open()?
    };
    let wait = move || {
        runtime.block_on(ears.hear());
        end();
        runtime.block_on(ears.hear());
        // What is written to the output is put right by the next build.
        std::process::exit(130);
    };
    std::thread::Builder::new().name("sare-ending".into()).spawn(wait).map_err(failed)?;
    Ok(())
}
