import TraceFormats
import TraceModel

/// Takes the pieces of one input into a session's store, and decides whether it was a trace file at all.
struct PieceIntake {
    let session: LoadSession
    let source: SourceID
    let name: String
    private(set) var joiner: PieceJoiner
    /// What was read of the source before: a file that was replaced goes on under the same name.
    private let before: (spans: Int, traces: Int)

    init(session: LoadSession, source: SourceID, name: String) {
        self.session = session
        self.source = source
        self.name = name
        joiner = PieceJoiner(resources: session.store.resources)
        let known = session.store.sources[Int(source.rawValue)]
        before = (known.spans, known.traces)
    }

    /// Spans taken in and in a piece that may be the last.
    func spanCount(with piece: DecodedPiece) -> Int { joiner.spanCount + piece.spanCount }

    /// Takes in the next piece.
    ///
    /// - Parameter bytes: how much of the input was read, as stored.
    mutating func join(_ piece: DecodedPiece, bytes: Int) {
        joiner.join(piece, into: session.store)
        let open = joiner.openTrace.map { LoadProgress.OpenTrace(idText: $0.id.hex, spans: $0.spans) }
        session.report(bytes: bytes, spans: joiner.spanCount, openTrace: open)
    }

    /// Takes in the last piece, unless the whole turns out to be no trace file.
    ///
    /// - Parameter text: all of the text, when that is still there, to count lines in.
    mutating func joinLast(_ piece: DecodedPiece, bytes: Int, text: UnsafeRawBufferPointer?) throws(InputError) {
        if let refusal = joiner.refusal(endingWith: piece) { throw InputError(placed(refusal, in: text)) }
        join(piece, bytes: bytes)
    }

    /// Adds a finding made outside the decoder.
    mutating func report(_ diagnostic: Diagnostic) { joiner.report(diagnostic) }

    /// States in the source what was read so far.
    mutating func updateSource(text: UnsafeRawBufferPointer? = nil) {
        let index = Int(source.rawValue)
        session.store.sources[index].format = joiner.formats.ranked.first?.format.rawValue ?? session.store.sources[index].format
        session.store.sources[index].spans = before.spans + joiner.spanCount
        session.store.sources[index].traces = before.traces + joiner.traceCount
        for diagnostic in joiner.takeDiagnostics().entries {
            session.store.sources[index].diagnostics.add(placed(diagnostic, in: text))
        }
    }

    /// Closes the input.
    ///
    /// - Parameters:
    ///   - count: bytes read of it, as stored.
    ///   - text: all of its text, when that is still there, to count lines in.
    mutating func finish(bytes count: Int, text: UnsafeRawBufferPointer?) {
        joiner.finish(into: session.store, isInterrupted: session.isCancelled && !session.isFollowing)
        let formats = joiner.formats.ranked
        if formats.count > 1 {
            let found = formats.map { "\($0.format.rawValue) (\($0.spans))" }.joined(separator: ", ")
            joiner.report(Diagnostic(.mixedFormats, at: Place(), found: found))
        }
        if joiner.spanCount == 0, before.spans == 0 { joiner.report(Diagnostic(.noSpans, at: Place())) }
        updateSource(text: text)
        session.finishFile(bytes: count, spans: joiner.spanCount)
    }

    /// The finding with the input's name, and its line where the text has lines.
    private func placed(_ diagnostic: Diagnostic, in text: UnsafeRawBufferPointer?) -> Diagnostic {
        var place = diagnostic.place
        place.source = name
        if let offset = place.byteOffset, let text { place.line = Self.line(of: offset, in: text) }
        return Diagnostic(diagnostic.code, at: place, found: diagnostic.found, count: diagnostic.count)
    }

    /// The line of an offset, from 1; nil in a text that is all one line up to there, and in bytes that are no text.
    ///
    /// - Complexity: O(offset)
    static func line(of offset: Int, in text: UnsafeRawBufferPointer) -> Int? {
        if text.prefix(512).contains(where: { $0 < 0x09 }) { return nil }
        let breaks = text[..<min(offset, text.count)].count { $0 == 0x0a }
        return breaks > 0 ? breaks + 1 : nil
    }
}
