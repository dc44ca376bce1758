//! Whether a folder lies where the system tells of all changes, or where others change it unheard.

use std::path::Path;

/// File systems whose files another machine can change without a word to this one, by their number on Linux.
#[cfg(target_os = "linux")]
const DEAF: [(u32, &str); 15] = [
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB2"),
    (0x0102_1997, "9P, as in a virtual machine or WSL"),
    // Among others virtiofs, and what Docker shares a folder with on other systems.
    (0x6573_5546, "FUSE"),
    (0x786f_4256, "a shared folder of VirtualBox"),
    (0xbacb_acbc, "a shared folder of VMware"),
    (0x7c7c_6673, "a shared folder of Parallels"),
    (0x5346_414f, "AFS"),
    (0x6b41_4653, "AFS"),
    (0x00c3_6400, "Ceph"),
    (0x7375_7245, "Coda"),
    (0x564c, "NCP"),
    (0x0bd0_0bd0, "Lustre"),
];

/// Why events are not to be relied on below `root`, if so.
#[cfg(target_os = "linux")]
pub fn deaf(root: &Path) -> Option<String> {
    // Each folder may be mounted from elsewhere.
    let folders = [root.to_owned()].into_iter().chain(super::TOPS.map(|top| root.join(top)));
    folders.into_iter().find_map(|folder| {
        let kind = rustix::fs::statfs(&folder).ok()?.f_type as u32;
        let (_, name) = DEAF.iter().find(|(known, _)| *known == kind)?;
        Some(format!("{} lies on a shared file system ({name}), where changes may go untold", folder.display()))
    })
}

/// Why events are not to be relied on below `root`, if so.
#[cfg(not(target_os = "linux"))]
pub fn deaf(_: &Path) -> Option<String> {
    None
}
