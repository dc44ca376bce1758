//! A figure for the frames of other sites: its picture, its sources, and the way back to its page.

use super::{Head, Page, Search, begin, end, figure};
use crate::registry::EntityId;
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::chart::{self, Choice};
use crate::render::{export, reading};
use crate::routes::{Download, Listed};

/// The page that other sites show in a frame.
pub fn page(window: &Window, id: EntityId) -> Page {
    let title = window.card(id).title.to_string();
    let address = |language| window.download_in(id, Download::Embed, language);
    let head = Head {
        template: "embed.html",
        title: &title,
        description: "",
        address: &address,
        breadcrumbs: Vec::new(),
        search: Search::Hidden,
        shown_in: Vec::new(),
    };
    let mut page = begin(window, head);
    let mut apparatus = Apparatus::default();
    let own = window.address(Listed::Entity(id), window.language);
    page.context.insert("home", &window.absolute(&own).unwrap_or_else(|| window.link(&own)));
    if let Some(found) = window.figure(id) {
        let drawing = chart::of(window, id, found, &Choice::default());
        let picture = drawing.map(|drawing| chart::picture(window, &drawing, &apparatus.anchors.take("picture")));
        page.context.insert("picture", &picture);
        page.context.insert("readings", &reading::readings(window, &mut apparatus, id, None));
        page.context.insert("downloads", &figure::downloads(window, id));
        page.context.insert("sources", &export::attributions(window, &export::sources(window, id)));
    }
    page.context.insert_value("figure", window.card(id).value.clone());
    end(&mut page, window, &apparatus);
    page
}
