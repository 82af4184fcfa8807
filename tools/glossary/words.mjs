/**
 * Words that texts do not use, and the terms in their place: `docs/glossary.md` says what the terms mean.
 *
 * `kinds`: where the words are looked for: `text` (strings, comments, prose of documents) or `name` (identifiers and
 * names of files). `allowed`: legitimate uses: `text` is a pattern of the sentence around the word, `file` one of the path.
 * Each has its reason, and one that matches nothing is itself reported.
 */
export const words = [
  { use: 'customization, request', not: /\bwish(es|ed|er|ers|ing|ful)?\b/i },
  { use: 'profile difference', not: /\bdepartures?\b/i },
  { use: 'diagnose, diagnosis, check', not: /\b(judge[sd]?|judging|judge?ments?)\b/i },
  { use: 'network error, known issue', not: /\btrouble[sd]?\b/i },
  { use: 'again, additional', not: /\banew\b/i },
  { use: 'fix', not: /\bmend(s|ed|ing)?\b/i },
  { use: 'report, say', not: /\b(told(?! apart)|tell(s|ing)? of)\b/i },
  { use: 'next to, besides: in addition to, except', not: /\bbesides?\b/i },
  {
    use: 'not a …, missing, invalid',
    not: /(?<!\bthere )\b(is|are|was|were) (none\b(?! of\b)|no (?!longer|more|less|fewer|one\b))/i,
  },
  { use: 'missing, not found, does not exist', not: /\b(is|are|was|were) not there\b/i },
  {
    use: 'contains, has',
    not: /\bholds\b/i,
    allowed: [
      {
        text: /\b(seals?|policy)\b.*\bholds\b|\bholds:/i,
        reason: 'a seal or a signed policy holds or is broken: a verdict of `inspect` and `uki`',
      },
      {
        text: /\b(lock|lease|process|descriptor)\b.*\bholds\b|\bholds .*\b(lock|lease|open)\b/i,
        reason: 'a process holds a lock, a lease, or a file open',
      },
    ],
  },
  {
    use: 'is, replaces',
    not: /\bstands? (in|there|at|on|by|before|after|between|beside|next|once|twice|open|above|below)\b/i,
  },
  {
    use: 'reject (a server may refuse)',
    not: /\brefus(e|es|ed|al|als|ing)\b/i,
    allowed: [
      {
        text: /\b(server|registry|proxy|host|connection|token service|ECONNREFUSED)\b/i,
        reason: 'a server refuses a request or a connection',
      },
      {
        text: /\b(bootc|osbuild|firmware|shim|Secure Boot|kernel|QEMU|podman|Docker|Git)\b/i,
        reason: 'what another program does',
      },
    ],
  },
  { use: 'suite, report', not: /\b(ladders?|rungs?)\b/i },
  { use: 'cleanup process', not: /\bguardians?\b/i },
  { use: 'tracked resource', not: /\b(belongings?|owned things?)\b/i },
  { use: 'log tail', not: /\blast words\b/i },
  { use: 'in order', not: /\bin turn\b/i },
  { use: 'non-breaking space', not: /\bfirm blanks?\b/i },
  { use: 'reflow', not: /\bflowed\b/i },
  { use: 'treat notices as errors', not: /\b(take|takes|taken|taking) (notices|warnings) (for|as)\b/i },
  { use: 'write atomically', not: /\bwhole or not at all\b/i },
  { use: 'accept changes', not: /\b(take|takes|taken|taking) over (the )?(changes?|differences?|them)\b/i },
  {
    use: 'is in, is at',
    not: /\b(lies|lie) (beside|next|in|at|on|above|below|under|there|within|outside|before|after|behind)\b/i,
  },
  {
    use: 'the term in design and glossary',
    kinds: ['name'],
    not: /wish|departure|judg|trouble(?!shoot)|guardian|belonging|lastword|counsel|inturn|drawtree|firmblank|flowed|namesin|httpquestion|askcontainer|workbench|(?<!w)rung(?!olden|enerator)|ladder/i,
    allowed: [
      {
        file: /^packages\/guest-checks\/src\/check-guest\.ts$/,
        text: /^wish$/,
        reason: 'a key of the JSON of findings',
      },
    ],
  },
];
