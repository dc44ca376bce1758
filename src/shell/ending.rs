//! Hearing that the program should end: Ctrl-C, or the system's polite request.

use std::io;

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
