//! What an answer consists of: bytes, a file that is read as it is sent, or events as they happen.

use std::fs::File;
use std::io::{self, Read as _};
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Bytes, Frame, SizeHint};
use tokio::sync::mpsc::Receiver;
use tokio::task::JoinHandle;

/// How much of a file is in memory at a time.
const PIECE: u64 = 64 << 10;

/// The body of an answer.
pub enum Body {
    Whole(Bytes),
    Events(Receiver<Bytes>),
    File(Piecewise),
}

/// A part of a file, read on a thread that may wait for the disk; nothing is read before the piece before it is sent.
pub struct Piecewise {
    left: u64,
    state: State,
}

enum State {
    Resting(Option<File>),
    Reading(JoinHandle<io::Result<(File, Bytes)>>),
}

impl Piecewise {
    /// The next `length` bytes of a file.
    pub fn new(file: File, length: u64) -> Piecewise {
        Piecewise { left: length, state: State::Resting(Some(file)) }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            match &mut self.state {
                State::Resting(_) if self.left == 0 => return Poll::Ready(None),
                State::Resting(file) => {
                    let Some(file) = file.take() else { return Poll::Ready(None) };
                    let wanted = self.left.min(PIECE);
                    self.state = State::Reading(tokio::task::spawn_blocking(move || read(file, wanted)));
                }
                State::Reading(reading) => {
                    let read = match Pin::new(reading).poll(context) {
                        Poll::Pending => return Poll::Pending,
                        Poll::Ready(read) => read.map_err(io::Error::other).and_then(|read| read),
                    };
                    return Poll::Ready(Some(read.map(|(file, bytes)| {
                        self.left -= bytes.len() as u64;
                        self.state = State::Resting(Some(file));
                        bytes
                    })));
                }
            }
        }
    }
}

/// Reads a piece; a file that has become shorter ends the answer, whose length the browser then sees to be wrong.
fn read(mut file: File, wanted: u64) -> io::Result<(File, Bytes)> {
    let mut piece = Vec::with_capacity(wanted as usize);
    (&mut file).take(wanted).read_to_end(&mut piece)?;
    match piece.is_empty() {
        true => Err(io::ErrorKind::UnexpectedEof.into()),
        false => Ok((file, piece.into())),
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Body::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Body::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Body::Events(events) => events.poll_recv(context).map(|event| event.map(|bytes| Ok(Frame::data(bytes)))),
            Body::File(file) => file.poll(context).map(|read| read.map(|piece| piece.map(Frame::data))),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Body::Whole(bytes) => bytes.is_empty(),
            Body::Events(_) => false,
            Body::File(file) => file.left == 0,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Body::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Body::Events(_) => SizeHint::default(),
            Body::File(file) => SizeHint::with_exact(file.left),
        }
    }
}
