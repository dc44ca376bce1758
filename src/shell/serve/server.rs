//! Connections: how many there may be, and how long each may take.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;

use super::answer::{self, Counter};
use super::body::Body;
use super::request::{self, Hosts};
use super::stall::Stalling;

/// What a server puts up with.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at a time; further ones wait until one of these ends.
    pub connections: usize,
    /// Until a request's head has come, and until the next one comes on the same connection.
    pub head: Duration,
    /// While nothing of an answer can be sent.
    pub stall: Duration,
    /// Bytes of a request's head.
    pub head_size: usize,
    /// Between signs of life on a stream of events.
    pub keep_alive: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        let second = Duration::from_secs(1);
        Limits { connections: 512, head: 10 * second, stall: 30 * second, head_size: 32 << 10, keep_alive: 15 * second }
    }
}

impl Limits {
    /// The usual limits but for another patience, in milliseconds.
    pub fn with_patience(patience: Option<u64>) -> Limits {
        let usual = Limits::default();
        let of = |usual: Duration| patience.map_or(usual, Duration::from_millis);
        Limits { head: of(usual.head), stall: of(usual.stall), ..usual }
    }
}

/// The threads on which requests are answered.
pub fn runtime() -> io::Result<Runtime> {
    // Pages are printed on the blocking threads: more of them than cores only wait for each other, but some may wait for the disk.
    Builder::new_multi_thread().worker_threads(2).max_blocking_threads(16).thread_name("sare-serve").enable_all().build()
}

/// Answers for ever.
pub async fn serve(listener: TcpListener, counter: Arc<Counter>, hosts: Hosts, limits: Limits) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let seats = Arc::new(Semaphore::new(limits.connections));
    let hosts = Arc::new(hosts);
    tokio::spawn(keep_alive(counter.clone(), limits.keep_alive));
    loop {
        // The semaphore is never closed.
        let Ok(seat) = seats.clone().acquire_owned().await else { return Ok(()) };
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, most likely: wait for some to be closed.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let connection = talk(stream, counter.clone(), hosts.clone(), limits);
        tokio::spawn(async move {
            connection.await;
            drop(seat);
        });
    }
}

async fn keep_alive(counter: Arc<Counter>, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        counter.display.bell.keep_alive();
    }
}

/// Answers the requests of one connection until it ends.
fn talk(stream: TcpStream, counter: Arc<Counter>, hosts: Arc<Hosts>, limits: Limits) -> impl Future<Output = ()> + Send {
    // Small answers should not wait for more.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| respond(request, counter.clone(), hosts.clone()));
    let mut protocol = http1::Builder::new();
    protocol.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(limits.head_size).max_headers(64);
    let connection = protocol.serve_connection(TokioIo::new(Stalling::new(stream, limits.stall)), service);
    async move {
        // A client that breaks off or breaks the rules has lost only its own answer.
        let _ = connection.await;
    }
}

async fn respond(request: Request<Incoming>, counter: Arc<Counter>, hosts: Arc<Hosts>) -> Result<Response<Body>, Infallible> {
    let (head, body) = request.into_parts();
    drop(body);
    let is_head = head.method == Method::HEAD;
    let mut response = match request::read(&head.method, &head.uri, &head.headers, &hosts) {
        Ok(asked) => answer::in_time(asked, head.headers, counter).await,
        Err(refusal) => answer::refuse(refusal),
    };
    if is_head && matches!(response.body(), Body::Events(_)) {
        *response.body_mut() = Body::Whole(hyper::body::Bytes::new());
    }
    Ok(response)
}
