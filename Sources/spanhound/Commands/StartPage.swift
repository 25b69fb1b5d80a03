/// What is said to somebody who names nothing to open.
enum StartPage {
    static let failure = Failure(
        .usage, code: "no-source", "name what to open: a file of traces, a folder, or - for standard input",
        details: [
            "spanhound trace.json              explore a file",
            "spanhound traces/                 explore all files of a folder",
            "curl -s URL | spanhound           explore the reply of a Jaeger server",
            "spanhound generate | spanhound    look around with simulated traces",
            "spanhound --help                  everything else",
        ])
}
