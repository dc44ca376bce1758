//! One build at a time.

use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::place::at;

/// Held while an output folder is changed; the system lets go of it however the process ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock in the folder `memory`, which is made if need be.
    ///
    /// # Errors
    /// `ResourceBusy` where another build holds it.
    pub fn take(memory: &Path) -> io::Result<Lock> {
        fs::create_dir_all(memory).map_err(|error| at(memory, error))?;
        let path = memory.join("lock");
        let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(|error| at(&path, error))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {
                // Who holds it is of use to whoever has to wait, and to nobody else: it may fail.
                let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
            }
            Err(Errno::WOULDBLOCK) => {
                let mut holder = String::new();
                let _ = file.rewind().and_then(|()| file.read_to_string(&mut holder));
                let holder = if holder.is_empty() { holder } else { format!(" (process {holder})") };
                let message = format!("another build of this site is running{holder}; wait until it has ended");
                return Err(io::Error::new(io::ErrorKind::ResourceBusy, message));
            }
            // Some network file systems know no locks. One build at a time is then up to the user.
            Err(_) => {}
        }
        Ok(Lock { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // To close the file is not enough: a process that is just being started elsewhere has it open too, until it runs.
        let _ = flock(&self.file, FlockOperation::Unlock);
    }
}
