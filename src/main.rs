//! The `sare` command (being put together).
fn main() {
    let root = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let built = sare::build(std::path::Path::new(&root), &sare::Options::default()).expect("reads");
    let found = built.report.sorted();
    print!("{}", sare::diag::draw::draw(&found, &built.tree, sare::diag::draw::Style::Plain));
    println!("{:?}", built.timings);
    match built.outcome {
        Some(sare::output::Outcome::Done(changes)) => println!("{} written", changes.written.len()),
        Some(other) => println!("{other:?}"),
        None => println!("nothing written, {} findings", found.len()),
    }
}
