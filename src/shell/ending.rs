//! Hearing that the program should end: Ctrl-C, or the system's polite request.

use std::io;

use super::Trouble;

/// Waits until the program is asked to end.
pub async fn asked() -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::task::Poll;
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        std::future::poll_fn(move |context| match (interrupt.poll_recv(context), terminate.poll_recv(context)) {
            (Poll::Pending, Poll::Pending) => Poll::Pending,
            _ => Poll::Ready(Ok(())),
        })
        .await
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

/// Does `end` when the program is asked to end; if it is asked again it ends at once, as an interrupted program does.
pub fn heed(end: impl FnOnce() + Send + 'static) -> Result<(), Trouble> {
    let failed = |err: io::Error| Trouble::new(format!("Ctrl-C cannot be heard: {err}"), "");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().map_err(failed)?;
    let wait = move || {
        if runtime.block_on(asked()).is_ok() {
            end();
            let _ = runtime.block_on(asked());
            // What is written to the output is put right by the next build.
            std::process::exit(130);
        }
    };
    std::thread::Builder::new().name("sare-ending".into()).spawn(wait).map_err(failed)?;
    Ok(())
}
