//! The browsers that wait to be told of changes, each through a stream of server-sent events.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hyper::body::Bytes;
use serde_json::Value;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// More streams than any number of tabs; each holds a connection, of which pages need some too.
pub const MOST_STREAMS: usize = 256;

/// Events that a browser may be behind; one that is further behind is let go, and comes back to learn the newest.
const ROOM: usize = 16;

/// Everybody who listens.
#[derive(Default)]
pub struct Bell {
    streams: Mutex<Vec<Sender<Bytes>>>,
    sent: AtomicU64,
}

impl Bell {
    /// Adds a listener, who is told the first event at once; `None` where there are too many already.
    pub fn join(&self, hello: &Value) -> Option<Receiver<Bytes>> {
        let mut streams = self.streams();
        streams.retain(|stream| !stream.is_closed());
        if streams.len() >= MOST_STREAMS {
            return None;
        }
        let (sender, receiver) = channel(ROOM);
        // The channel is new and has room.
        let _ = sender.try_send(event("hello", hello, self.sent.load(Ordering::Relaxed)));
        streams.push(sender);
        Some(receiver)
    }

    /// Tells everybody.
    pub fn ring(&self, name: &str, data: &Value) {
        let id = self.sent.fetch_add(1, Ordering::Relaxed) + 1;
        self.send(&event(name, data, id));
    }

    /// Says nothing, so that connections that nobody is at the other end of are found out.
    pub fn keep_alive(&self) {
        self.send(&Bytes::from_static(b": still here\n\n"));
    }

    /// Does anybody listen?
    pub fn has_listeners(&self) -> bool {
        self.streams().iter().any(|stream| !stream.is_closed())
    }

    /// Lets everybody go.
    pub fn fall_silent(&self) {
        self.streams().clear();
    }

    fn send(&self, bytes: &Bytes) {
        self.streams().retain(|stream| stream.try_send(bytes.clone()).is_ok());
    }

    fn streams(&self) -> MutexGuard<'_, Vec<Sender<Bytes>>> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An event as a stream has it. JSON has no line breaks of its own.
fn event(name: &str, data: &Value, id: u64) -> Bytes {
    format!("event: {name}\nid: {id}\ndata: {data}\n\n").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn who_does_not_listen_is_let_go() {
        let bell = Bell::default();
        let mut one = bell.join(&json!({"number": 1})).expect("there is room");
        let _asleep = bell.join(&json!({"number": 1})).expect("there is room");
        drop(bell.join(&json!({"number": 1})));
        let mut heard = Vec::new();
        for number in 0..40 {
            bell.ring("edition", &json!({ "number": number }));
            while let Ok(bytes) = one.try_recv() {
                heard.push(String::from_utf8(bytes.to_vec()).expect("events are text"));
            }
        }
        assert_eq!(heard.len(), 41);
        assert_eq!(heard[0], "event: hello\nid: 0\ndata: {\"number\":1}\n\n");
        assert_eq!(heard[40], "event: edition\nid: 40\ndata: {\"number\":39}\n\n");
        assert_eq!(bell.streams().len(), 1);
    }

    #[test]
    fn there_are_not_more_streams_than_there_may_be() {
        let bell = Bell::default();
        let all: Vec<_> = (0..MOST_STREAMS).map(|_| bell.join(&json!({})).expect("there is room")).collect();
        assert!(bell.join(&json!({})).is_none());
        drop(all);
        assert!(!bell.has_listeners() && bell.join(&json!({})).is_some());
    }
}
