# Networks: what stands in and below a drawing of things and their relations.

network-title = How these are linked: { $kinds }
network-around-title = What { $name } is linked with
network-table = Every link in words
network-from = From
network-relation = Link
network-to = To
network-says = What is said of it
network-planned = planned or not confirmed
network-ended = ended
network-others = others

## What is seen, in a sentence or two.

network-told =
    { $links ->
        [0] { $things ->
            [one] One thing, linked with nothing.
           *[other] { $things } things, not linked with each other.
        }
        [one] { $things } things and one link: { $sorts }.
       *[other] { $things } things and { $links } links: { $sorts }.
    }
network-best = Linked with the most others: { $names }.

## What is left out.

network-reduced = There are { $count } things with { $links } links, too many to be read at once. Drawn are { $drawn } that hang together and are linked best, with the { $lines } links between them.
network-loose =
    { $count ->
        [one] One more is linked with nothing here
       *[other] { $count } more are linked with nothing here
    }
network-around = { $drawn } of { $links } links are drawn, at most { $most } of each sort.
network-itself =
    { $count ->
        [one] One link from a thing to itself is not drawn.
       *[other] { $count } links from things to themselves are not drawn.
    }
network-currency =
    { $count ->
        [one] One amount in another currency is not drawn.
       *[other] { $count } amounts in other currencies are not drawn.
    }
network-no-amount =
    { $count ->
        [one] One link that gives no amount is not drawn.
       *[other] { $count } links that give no amount are not drawn.
    }
network-zero =
    { $count ->
        [one] One link with an amount of zero is not drawn.
       *[other] { $count } links with an amount of zero are not drawn.
    }
network-flows = The { $drawn } largest of { $links } flows are drawn, and the amounts beside names count all of them.
network-many-lines = With { $count } lines it could not be read in layers, so it is drawn as points and lines.
network-deep = What leads from one thing to the next goes on for more than { $count } steps, too many for columns, so it is drawn as points and lines.
network-across = There are links among the neighbours as well, so it is drawn as points and lines.
network-no-widths = How much each link is cannot be seen in this form; the list of links says it.
network-as-table = { $things } things with { $links } links would be a tangle of lines, so they are shown as a table.
network-matrix-reduced = The table has the { $rows } rows (of { $allRows }) and the { $columns } columns (of { $allColumns }) that are linked best; { $links } links are left out.
network-further =
    { $count ->
        [one] These are the first { $shown } links; one more is in the file to download.
       *[other] These are the first { $shown } links; { $count } more are in the file to download.
    }
