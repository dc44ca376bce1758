//! Every fault that can be reported, by its stable code.

use serde::{Deserialize, Serialize};

use super::Severity;

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $meaning:literal;)*) => {
        /// A fault's stable code, as it is printed and as `sare explain` takes it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

            /// What it means in full, with an example and how to mend it, as Markdown.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!("explain/", $name, ".md")),)* }
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
    UnknownTerm "unknown-term" Error "A formula uses a word that is no term of it, or a term names no figure.";
    BrokenFormula "broken-formula" Error "The formula of a derived figure cannot be read or worked out.";
    CircularDerivation "circular-derivation" Error "A figure is derived from itself, perhaps by way of others.";
    MixedUnits "mixed-units" Error "Amounts of different units are added up, such as euros and dollars.";
    UnmatchedTerms "unmatched-terms" Warning "The terms of a formula have no period, place or category in common, so that nothing is derived.";
    DerivedMismatch "derived-mismatch" Warning "A stated value is not what its figure's formula gives.";
    UnknownReference "unknown-reference" Error "A field names a thing that does not exist.";
    UnknownMention "unknown-mention" Error "A mention or an embed in a text names a thing that does not exist.";
    UnknownView "unknown-view" Error "A fenced block asks for a view that does not exist.";
    UnknownMap "unknown-map" Error "A map is drawn on a base map that the site does not name.";
    BadGeometry "bad-geometry" Error "The file of a base map cannot be read, or holds what cannot lie on Earth.";
    OddGeometry "odd-geometry" Warning "A part of a base map is mended or left out, such as a border that is not closed.";
    UnmatchedArea "unmatched-area" Warning "A figure or a thing is to be shown as an area of a base map that has none with its code.";
    OddCoordinates "odd-coordinates" Warning "Coordinates lie far from the place that the thing says it is in.";
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
    BrokenSettings "broken-settings" Error "A setting of `sare.toml`, or of a theme, cannot be what is written there.";
    ContradictoryObservation "contradictory-observation" Error "An observation says two things that cannot both be, such as a range that ends below its start.";
    RawHtml "raw-html" Warning "A text holds HTML, which is shown as it is typed because the site does not allow raw HTML.";
    TemplateFault "template-fault" Error "A template of the theme cannot be read or rendered.";
    BrokenStrings "broken-strings" Error "A file of interface strings cannot be read.";
    ReservedName "reserved-name" Error "A kind file uses a name that has a meaning of its own, as a field or in addresses.";
    ClashingKind "clashing-kind" Error "Two kinds would have one folder, or addresses that start alike.";
    UnneededAllowance "unneeded-allowance" Warning "An allowance in `sare.toml` covers nothing: what it was for is mended, or its file is gone.";
    NearMiss "near-miss" Warning "A text has a name that is nearly a known one.";
    LookAlikeLetters "look-alike-letters" Warning "A word is written with letters that only look like the right ones.";
    WrongOrdinal "wrong-ordinal" Warning "An English ordinal number has the ending of another.";
    RelativeDate "relative-date" Warning "Words such as \"last year\" stand in a text that does not say when it was written.";
    DeadLink "dead-link" Error "A link to an address of the site leads to no page or file of it.";
    UnusedFootnote "unused-footnote" Warning "A footnote is written and nowhere referred to.";
    MissingAlternative "missing-alternative" Warning "An image has no words for who cannot see it.";
    SkippedHeading "skipped-heading" Warning "A heading stands deeper than the ones above it allow.";
    DanglingColon "dangling-colon" Warning "A paragraph ends in a colon, and what it announces does not come.";
    ForeignSyntax "foreign-syntax" Warning "A text holds template syntax of another tool, which is shown as it is typed.";
    // Names and numbers that others give.
    BrokenIdentifier "broken-identifier" Error "An identifier has another form than its scheme prescribes, wrong check digits, or a country or currency that there is not.";
    UnknownUnit "unknown-unit" Warning "A figure's unit comes close to one that Sare or another figure knows, and is none.";
    TwinIds "twin-ids" Warning "Two things of one kind have ids that differ only in their hyphens.";
    DuplicateAlias "duplicate-alias" Warning "Two things of one kind are called the same, by an alias, a title or an id.";
    // What figures claim.
    UndatedObservation "undated-observation" Warning "An observation gives no period, and does not say either that its source gives none.";
    MissingDefinition "missing-definition" Warning "A percentage does not say of what.";
    MissingBaseline "missing-baseline" Warning "An index does not say what is 100.";
    IndexAsPercent "index-as-percent" Warning "A value that is compared with 100 is given as a percentage.";
    CompetingClaims "competing-claims" Warning "Two claims about the same contradict each other, and none is preferred.";
    ContradictedCount "contradicted-count" Warning "The site lists more things than a figure declares.";
    PartialList "partial-list" Warning "The site lists fewer things than a figure declares, and readers are not told why.";
    SuspiciousScale "suspicious-scale" Warning "A value is a thousand, a million or a billion times off from the others, or from the words it is printed in.";
    MisquotedValue "misquoted-value" Warning "A value is not among the numbers of the words that it is printed in.";
    ImpossibleShare "impossible-share" Warning "A share of a whole is more than 100 percent, or less than nothing.";
    UnbalancedParts "unbalanced-parts" Warning "The parts of a whole add up to more than it, or, where they are all, to less.";
    StaleFigure "stale-figure" Warning "The newest value of a figure is older than the figure is good for.";
    DifferingNumber "differing-number" Warning "A text has a number that is close to a figure and differs from it.";
    UnboundNumber "unbound-number" Warning "No figure stands behind a number in a text, and the site asks to be told of such numbers.";
    // How things hang together.
    DisagreeingInverse "disagreeing-inverse" Error "A relation is written on both sides, and the two say different things of it.";
    Orphan "orphan" Warning "Nothing leads to a thing, and it leads to nothing.";
    UnusedSource "unused-source" Warning "Nothing rests on a source.";
    EmptyPage "empty-page" Warning "A thing has a page and says nothing on it but its title.";
    // Time.
    EndBeforeStart "end-before-start" Error "Something ends before it begins.";
    OutsideLifetime "outside-lifetime" Warning "A relation, or a part of something, lies outside the time in which the thing exists.";
    OverdueStatus "overdue-status" Warning "What is said to be ahead lies in the past on the day of the build.";
    OverdueReview "overdue-review" Warning "The day has passed by which somebody should have looked at this again.";
    LostTime "lost-time" Warning "A field that holds a day is given an hour too, which is left out.";
    // Tables.
    ShortRow "short-row" Warning "A row of a table has fewer cells than there are headings.";
    AmbiguousNumber "ambiguous-number" Warning "A number in a table can be read in two ways.";
    DeepNesting "deep-nesting" Error "A text nests quotations, lists, emphasis or tags deeper than anyone would.";
    // Charts.
    UnfitChart "unfit-chart" Warning "A chart is asked for in a form that its data cannot fill, or of what they do not have.";
    // Histories.
    DisorderedHistory "disordered-history" Warning "The stages of a thing's history are not in the order of time, or two of them overlap.";
    CyclicSuccession "cyclic-succession" Error "A thing is, through what it succeeds, its own successor.";
    UnfitSchedule "unfit-schedule" Warning "A schedule asks for a part, a day, a track or a room that its event does not have.";
    SessionOutsideEvent "session-outside-event" Warning "A session is on a day on which its event is not held.";
    DoubleBooked "double-booked" Warning "A room or a person is in two sessions at the same time.";
    UnknownTimezone "unknown-timezone" Error "A time zone is none of those that the IANA database names.";
    MissingTimezone "missing-timezone" Warning "Sessions have hours, and their event does not say in which time zone.";
    UnlistedName "unlisted-name" Warning "A session names a room or a track, or an exhibitor an area, that its event does not list.";
    OddHour "odd-hour" Warning "A session's hour is not in its part of the day, or the clocks skip it on that day.";
    // Images.
    BrokenImage "broken-image" Error "The file of an image cannot be shown: it is no image, breaks off, or is too large.";
    UnsafeSvg "unsafe-svg" Warning "A drawing holds something that could do harm, and is published without it.";
    HeavyImage "heavy-image" Warning "An image is slow to load or to show.";
    MisnamedImage "misnamed-image" Warning "The name of an image promises another form than its file has.";
    UnsafeFile "unsafe-file" Warning "A file in `content/` is a web page or a script, and is not published.";

    // Networks.
    LooseRelation "loose-relation" Error "A network asks for relations that lead to nothing that it shows.";
    // Languages.
    OutdatedTranslation "outdated-translation" Warning "A translation was made from other words than its original has now.";

    // Themes.
    FaintColour "faint-colour" Warning "A colour of the theme is too close to what it stands on to be read by everyone.";
}
