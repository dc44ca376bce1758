//! Prepared HTML, as templates are given it.

use serde::{Serialize, Serializer};
use tera::Value;

/// A piece of HTML that is printed as it is: templates need no filter to keep it from being escaped.
#[derive(Clone)]
pub struct Html(Value);

impl From<String> for Html {
    fn from(html: String) -> Html {
        Html(Value::safe_string(&html))
    }
}

impl Default for Html {
    fn default() -> Html {
        Html::from(String::new())
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
