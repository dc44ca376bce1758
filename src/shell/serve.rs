//! `sare serve`: shows a site in the browser while it is being written.

mod answer;
mod assets;
mod bell;
mod body;
mod display;
mod examine;
mod findings;
mod index;
mod last_good;
mod listen;
mod locate;
mod media;
mod page;
mod request;
mod server;
mod shelf;
mod stall;
mod translations;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use super::ending::Ears;
use super::progress::Progress;
use super::told::{Change, Told, Voice, time};
use super::watch::{Watch, Wish};
use super::{Desk, Ended, Trouble, counted, root};
use crate::Stage;
use crate::cli::{CheckArgs, ServeArgs};
use crate::registry::editor::Editor;
use crate::session::{Edition, Session};
use answer::Counter;
use display::Display;
use index::Index;
use listen::Listening;
use server::Limits;

/// Serves the site until it is told to end, which is then a good end.
pub fn serve(args: &ServeArgs, desk: &Desk<'_>) -> Result<Ended, Trouble> {
    let started = Instant::now();
    let found = root::find(desk)?;
    let root = std::path::absolute(&found).map_err(|err| Trouble::with(&found, &err))?;
    let check = CheckArgs { drafts: args.drafts, date: args.date, ..CheckArgs::default() };
    let options = desk.options(&check, args.base_url.as_deref())?;
    let editor = editor(args, desk)?;
    let listening = listen::listen(&args.host, args.port)?;
    let mut progress = Progress::start(desk);
    progress.enter(Stage::Read);
    let session = Session::open(&root, &[&root.join("output")], &options);
    progress.finish();
    let session = session.map_err(|err| Trouble::with(&root, &err))?;
    let edition = session.newest();
    let voice = if args.json { Voice::Json } else { Voice::of(desk) };
    let counter =
        Arc::new(Counter { display: Display::new(&root, edition.clone()), told: Told::new(voice), editor, index: Index::default() });
    let runtime = server::runtime().map_err(|err| Trouble::new(format!("the server could not be started: {err}"), ""))?;
    // Whoever reads that it has started may ask it to end.
    let mut ears = {
        let _within = runtime.enter();
        Ears::open()?
    };
    greet(&counter, &listening, &edition, started.elapsed());
    let wish = if args.poll { Wish::Polling } else { Wish::Events };
    work(&counter, session, wish)?;
    if args.open {
        open(&listening.address(&edition), &counter.told);
    }
    let Listening { listener, hosts, .. } = listening;
    runtime.spawn(server::serve(listener, counter.clone(), hosts, Limits::with_patience(args.patience)));
    runtime.block_on(ears.hear());
    counter.display.bell.fall_silent();
    counter.told.settle();
    counter.told.say("ended", "ended", json!({}));
    // What is still being rendered is for nobody.
    runtime.shutdown_timeout(Duration::from_millis(100));
    Ok(Ended::Well)
}

/// The editor that was named for this preview or for all of this user's.
fn editor(args: &ServeArgs, desk: &Desk<'_>) -> Result<Option<Editor>, Trouble> {
    let named = match (&args.editor, &desk.surroundings.editor) {
        (Some(name), _) => Some((name, "--editor")),
        (None, Some(name)) => Some((name, "SARE_EDITOR")),
        (None, None) => None,
    };
    let read = |(name, whence): (&String, &str)| Editor::parse(name).map_err(|why| Trouble::new(format!("{whence} is `{name}`"), &why));
    named.map(read).transpose()
}

/// Says where the site can be seen.
fn greet(counter: &Counter, listening: &Listening, edition: &Edition, took: Duration) {
    let url = listening.address(edition);
    let things = counted(edition.site.entities().count(), "thing");
    let pages = counted(edition.outputs().len(), "file");
    let mut words = format!("{things}, {pages}, read in {}\n{url}", time(took));
    if let Some(taken) = listening.taken {
        words = format!("port {taken} is taken; this is on port {}\n{words}", listening.hosts.port);
    }
    for other in &listening.others {
        words.push_str(&format!("\n{other}"));
    }
    let data = json!({ "url": url, "port": listening.hosts.port, "taken": listening.taken, "number": edition.number, "milliseconds": took.as_secs_f64() * 1000.0 });
    counter.told.say("started", &words, data);
    if !listening.others.is_empty() {
        counter.told.warn("everybody in this network can see this preview, drafts included");
    }
}

/// Sets off the threads that follow the files and look for mistakes.
fn work(counter: &Arc<Counter>, session: Session, wish: Wish) -> Result<(), Trouble> {
    let no_thread = |err: std::io::Error| Trouble::new(format!("there is no thread to spare: {err}"), "");
    let following = counter.clone();
    let follow = move || {
        let followed = catch_unwind(AssertUnwindSafe(|| follow(&following, session, wish)));
        if followed.is_err() {
            // A preview that no longer follows would show what is not there.
            following.told.warn("Sare failed while it read a change; please report this, and start `sare serve` again");
            std::process::exit(2);
        }
    };
    std::thread::Builder::new().name("sare-follow".into()).spawn(follow).map_err(no_thread)?;
    let examining = counter.clone();
    let examine = move || examine::examine(&examining);
    std::thread::Builder::new().name("sare-examine".into()).spawn(examine).map_err(no_thread)?;
    Ok(())
}

/// Brings the display up to date whenever something has changed.
fn follow(counter: &Counter, mut session: Session, wish: Wish) {
    let root = counter.display.newest().tree.root.clone();
    let mut watch = Watch::start(&root, wish);
    while let Some(ring) = watch.next() {
        if let Some(news) = watch.news() {
            counter.told.warn(&news);
        }
        let before = counter.display.newest();
        match session.look(ring.look()) {
            // The folder went away under our eyes, and what was seen is what was left of it.
            Ok(Some(_)) if !root.is_dir() => watch.again(),
            Ok(Some(edition)) => {
                let changed = ring.changed(&before.tree, &edition.tree);
                let took = ring.since.elapsed();
                counter.told.changed(Change::new(edition.number, &changed, "ready", took));
                counter.display.publish(edition, &changed);
            }
            Ok(None) => {}
            // The folder is being replaced, or a disk is gone: what is on display stays.
            Err(_) => watch.again(),
        }
    }
}

/// Shows the site in the user's browser.
fn open(url: &str, told: &Told) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let spawned = Command::new(program).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    match spawned {
        // Somebody has to notice its end; it may be the browser itself.
        Ok(mut child) => drop(std::thread::spawn(move || child.wait())),
        Err(err) => told.warn(&format!("no browser could be opened: {}: {err}", Path::new(program).display())),
    }
}
