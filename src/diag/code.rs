//! Every fault that can be reported, by its stable code.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $meaning:literal;)*) => {
        /// A fault's stable code, as it is printed and as `sare explain` will take it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $variant,)* }

        impl Code {
            /// All codes, in the order of their declaration.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code as printed, in kebab-case.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How bad this fault is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What the code means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    UnreadableFile "unreadable-file" Error "A file could not be read as what it should be: text in UTF-8, or a workbook.";
    SymbolicLink "symbolic-link" Warning "A symbolic link leads out of the site or to a folder, and was not followed.";
    BrokenFrontMatter "broken-front-matter" Error "The TOML at the top of a document, or a TOML file, cannot be read.";
    BrokenTable "broken-table" Error "A CSV file or workbook cannot be read as a table with a heading row.";
    BrokenView "broken-view" Error "The TOML in a view's block cannot be read.";
    BrokenId "broken-id" Error "A name of a file, folder or row cannot be an id: ids are small letters, digits and hyphens.";
    UnknownSetting "unknown-setting" Error "A key of `sare.toml`, a kind file, a theme or a table's mapping is not known.";
    UnknownKind "unknown-kind" Error "A folder of `content/`, or a name in a query, is no kind.";
    UnknownField "unknown-field" Error "The kind has no field of that name.";
    UnknownValue "unknown-value" Error "The field has a closed list of values, and this is none of them.";
    UnknownReference "unknown-reference" Error "A field names a thing that does not exist.";
    UnknownMention "unknown-mention" Error "A mention or an embed in a text names a thing that does not exist.";
    UnknownView "unknown-view" Error "A fenced block asks for a view that does not exist.";
    UnknownLanguage "unknown-language" Error "A text is given in a language that the site does not declare.";
    UnknownHeading "unknown-heading" Error "An embed or a link names a section that the document does not have.";
    UnknownObservation "unknown-observation" Error "A mention names an observation that the figure does not have.";
    AmbiguousMention "ambiguous-mention" Error "A name could be several things of different kinds.";
    WrongType "wrong-type" Error "A value is not of the field's type.";
    WrongKind "wrong-kind" Error "A reference leads to a thing of a kind that the field does not allow.";
    MissingField "missing-field" Error "A field that the kind requires is not given.";
    MissingImage "missing-image" Error "An image or a file that a document names does not exist.";
    MissingFootnote "missing-footnote" Error "A footnote is referred to and nowhere defined.";
    UnpublishedMention "unpublished-mention" Warning "A published text or field names a draft, or a thing outside its time of publication.";
    DuplicateId "duplicate-id" Error "Two documents or rows have the same kind and id.";
    DuplicateAddress "duplicate-address" Error "Two outputs would have one address.";
    CyclicParents "cyclic-parents" Error "A thing is, through its parents, its own parent.";
    CircularEmbed "circular-embed" Error "A document embeds itself, directly or through others.";
    FactInTranslation "fact-in-translation" Error "A translation holds a fact, which belongs into the document it translates.";
    OrphanTranslation "orphan-translation" Error "A translation or a chapter has no document that it belongs to.";
    EmptyObservation "empty-observation" Error "An observation has no value, range or `not-reported`.";
    UnsourcedObservation "unsourced-observation" Error "An observation names no source, and the site requires one.";
    ClashingField "clashing-field" Error "A field of a kind has the name of an inverse that leads to the kind.";
    BrokenAddress "broken-address" Error "An old address in `redirect_from` cannot be a path of this site.";
    UnsafeLink "unsafe-link" Error "A link leads to an address of a kind that no page may lead to, such as `javascript:`.";
    BrokenSettings "broken-settings" Error "A setting of `sare.toml` cannot be what is written there.";
    ContradictoryObservation "contradictory-observation" Error "An observation says two things that cannot both be, such as a range that ends below its start.";
    RawHtml "raw-html" Warning "A text holds HTML, which is shown as it is typed because the site does not allow raw HTML.";
    TemplateFault "template-fault" Error "A template of the theme cannot be read or rendered.";
    BrokenStrings "broken-strings" Error "A file of interface strings cannot be read.";
    ReservedName "reserved-name" Error "A kind file uses a name that has a meaning of its own, as a field or in addresses.";
    ClashingKind "clashing-kind" Error "Two kinds would have one folder, or addresses that start alike.";
    DeepNesting "deep-nesting" Error "A text nests quotations, lists, emphasis or tags deeper than anyone would.";
}
