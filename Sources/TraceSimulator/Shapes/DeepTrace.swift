import TraceModel

/// Two services that ask each other for ever: every span is the child of the one before.
struct DeepTrace: LargeTrace {
    private let spans: Int
    private let start: Int64
    private var parent: OpenSpan?
    private(set) var spansLeft: Int

    init(spans: Int, at start: Int64) {
        self.spans = spans
        spansLeft = spans
        self.start = start
    }

    mutating func step(_ trace: inout TraceRecorder) {
        let level = spans - spansLeft
        let begun = start + Int64(level) * 2_000, end = start + Int64(2 * spans - level) * 2_000
        let span = trace.open(
            "resolve_category", level % 2 == 0 ? .server : .client, level / 2 % 2 == 0 ? .orders : .users, under: parent, at: begun)
        trace.tagCode("CategoryTree.parentOf", in: span)
        trace.tag(["category.id": "cat\(level)", "category.level": .int(level), "http.status_code": 200])
        trace.close(span, at: end)
        parent = span
        spansLeft -= 1
    }
}
