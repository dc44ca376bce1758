//! Where the server listens, and by which names it may be asked.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs as _, UdpSocket};

use super::request::{Hosts, Reach};
use crate::session::Edition;
use crate::shell::Trouble;

/// So many further ports are tried where the wished one is taken.
const FURTHER: u16 = 20;

/// A server that can be reached.
pub struct Listening {
    pub listener: TcpListener,
    pub hosts: Hosts,
    /// The port that was wished for, if it was taken.
    pub taken: Option<u16>,
    /// Addresses by which other machines reach it.
    pub others: Vec<String>,
    /// The name to show: `127.0.0.1:3131`.
    authority: String,
}

impl Listening {
    /// The address of the home page.
    pub fn address(&self, edition: &Edition) -> String {
        format!("http://{}{}/", self.authority, edition.site.settings.base_url.path)
    }
}

/// Listens on the wished port or, where that is taken, on one of the next.
pub fn listen(host: &str, port: u16) -> Result<Listening, Trouble> {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let failed =
        |err: &io::Error| Trouble::new(format!("{host}:{port} cannot be listened on: {err}"), "choose another with --host or --port");
    let known: Vec<SocketAddr> = (bare, port).to_socket_addrs().map_err(|err| failed(&err))?.collect();
    let ip = known.iter().find(|address| address.is_ipv4()).or(known.first()).map(SocketAddr::ip);
    let ip = ip.ok_or_else(|| failed(&io::ErrorKind::AddrNotAvailable.into()))?;
    let last = if port == 0 { 0 } else { port.saturating_add(FURTHER) };
    let mut listener = None;
    for port in port..=last {
        match TcpListener::bind((ip, port)) {
            Ok(bound) => {
                listener = Some(bound);
                break;
            }
            Err(err) if err.kind() == io::ErrorKind::AddrInUse => {}
            Err(err) => return Err(failed(&err)),
        }
    }
    let Some(listener) = listener else {
        return Err(Trouble::new(format!("the ports {port} to {last} are all taken"), "choose another with --port"));
    };
    let bound = listener.local_addr().map_err(|err| failed(&err))?.port();
    let taken = (port != 0 && bound != port).then_some(port);
    Ok(describe(listener, ip, bare, bound, taken))
}

fn describe(listener: TcpListener, ip: IpAddr, host: &str, port: u16, taken: Option<u16>) -> Listening {
    let mut names: Vec<String> = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec();
    names.extend([host.to_ascii_lowercase(), ip.to_string()]);
    let reach = if ip.is_loopback() { Reach::Loopback } else { Reach::Network };
    let mut others = Vec::new();
    if reach == Reach::Network {
        if let Some(own) = machine() {
            names.extend([format!("{own}.local"), own]);
        }
        let outward = if ip.is_unspecified() { outward(ip) } else { Some(ip) };
        others.extend(outward.map(|ip| format!("http://{}/", SocketAddr::new(ip, port))));
    }
    let shown = if ip.is_unspecified() { "localhost".to_owned() } else { SocketAddr::new(ip, port).to_string() };
    let authority = if ip.is_unspecified() { format!("{shown}:{port}") } else { shown };
    Listening { listener, hosts: Hosts { port, names, reach }, taken, others, authority }
}

/// This machine's name in small letters.
fn machine() -> Option<String> {
    #[cfg(unix)]
    let name = rustix::system::uname().nodename().to_str().ok().map(str::to_ascii_lowercase);
    #[cfg(not(unix))]
    let name: Option<String> = None;
    name.filter(|name| !name.is_empty())
}

/// The address that this machine would use towards others; asking for it sends nothing.
fn outward(like: IpAddr) -> Option<IpAddr> {
    // Addresses that are set aside for documentation.
    let (own, other) = if like.is_ipv4() { ("0.0.0.0:0", "192.0.2.1:9") } else { ("[::]:0", "[2001:db8::1]:9") };
    let socket = UdpSocket::bind(own).ok()?;
    socket.connect(other).ok()?;
    socket.local_addr().ok().map(|address| address.ip())
}
