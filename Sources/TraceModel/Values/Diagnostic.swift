/// Something in the input that was worked round: skipped, mended, or lost.
///
/// It holds facts only; one file in `Explorer` turns facts into sentences.
public struct Diagnostic: Equatable, Sendable {
    /// How much the finding matters.
    public enum Severity: String, Sendable, Comparable {
        /// Read as it is, worth knowing: an orphan span, a negative duration.
        case note
        /// One value was left out; the rest of its span was read.
        case skipped
        /// Spans were not read.
        case lost

        /// From harmless to grave.
        public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
        private var rank: Int { self == .note ? 0 : self == .skipped ? 1 : 2 }
    }

    /// What was found.
    public let code: DiagnosticCode
    /// How much it matters.
    public var severity: Severity { code.severity }
    /// Where it was found first.
    public let place: Place
    /// What stood there, cut short; empty when that says nothing.
    public let found: String
    /// How often it was found.
    public var count: Int

    /// States a finding.
    public init(_ code: DiagnosticCode, at place: Place, found: String = "", count: Int = 1) {
        self.code = code
        self.place = place
        self.found = found
        self.count = count
    }
}

extension Diagnostic {
    /// The same finding with its place's source named.
    public func placed(in source: String) -> Diagnostic {
        var place = place
        place.source = source
        return Diagnostic(code, at: place, found: found, count: count)
    }
}

/// A place in the input, as exact as it is known.
public struct Place: Equatable, Sendable {
    /// The file's path as it was given, `-` for standard input.
    public var source: String?
    /// Offset in bytes of the (inflated) text.
    public var byteOffset: Int?
    /// Line, from 1, where lines were counted.
    public var line: Int?
    /// Path within the document: `data[0].spans[12].startTime`, or the tail of it that is known: `startTime`.
    public var path: String?

    /// Names a place.
    public init(source: String? = nil, byteOffset: Int? = nil, line: Int? = nil, path: String? = nil) {
        self.source = source
        self.byteOffset = byteOffset
        self.line = line
        self.path = path
    }
}

/// Every kind of finding there is.
public enum DiagnosticCode: String, Sendable, CaseIterable {
    // Values left out.
    case badNumber = "bad-number"
    case badType = "bad-type"
    case badBase64 = "bad-base64"
    case timeOutOfRange = "time-out-of-range"
    case missingSpanID = "missing-span-id"
    case missingProcess = "missing-process"
    case lateResource = "late-resource"
    case valueCut = "value-cut"
    case nestingTooDeep = "nesting-too-deep"
    // Mended.
    case typeMismatch = "type-mismatch"
    case numberOutOfRange = "number-out-of-range"
    case invalidUTF8 = "invalid-utf8"
    case badEscape = "bad-escape"
    case invalidID = "invalid-id"
    case otherSignal = "other-signal"
    case mixedFormats = "mixed-formats"
    case noSpans = "no-spans"
    case sameFile = "same-file"
    case notFollowed = "not-followed"
    case fileCutShort = "file-cut-short"
    // Lost.
    case truncated = "truncated"
    case interrupted = "interrupted"
    case syntaxError = "syntax-error"
    case damagedMessage = "damaged-message"
    case missingTraceID = "missing-trace-id"
    case notATraceFile = "not-a-trace-file"
    case notASpan = "not-a-span"
    case emptyFile = "empty-file"
    case noSuchFile = "no-such-file"
    case permissionDenied = "permission-denied"
    case unreadable = "unreadable"
    case noTraceFileInFolder = "no-trace-file-in-folder"
    case corruptCompression = "corrupt-compression"
    case inflatedTooLarge = "inflated-too-large"
    case tooManyFiles = "too-many-files"
    case elementTooLarge = "element-too-large"
    case windowTooLarge = "window-too-large"
    case packedTooDeep = "packed-too-deep"
    case frameTooLarge = "frame-too-large"
    // A server that cannot be reached, or does not want to answer.
    case noHTTPLibrary = "no-http-library"
    case nameNotResolved = "name-not-resolved"
    case connectionRefused = "connection-refused"
    case connectionFailed = "connection-failed"
    case connectionLost = "connection-lost"
    case tlsFailed = "tls-failed"
    case timedOut = "timed-out"
    case redirectedAway = "redirected-away"
    case notAuthorised = "not-authorised"
    case tooManyRequests = "too-many-requests"
    case serverFailed = "server-failed"
    // A server's answer.
    case badServerAddress = "bad-server-address"
    case badServerOption = "bad-server-option"
    case requestRefused = "request-refused"
    case serviceRequired = "service-required"
    case tagsNotHeeded = "tags-not-heeded"
    case askedAgain = "asked-again"
    case traceNotFound = "trace-not-found"
    case notAnAPI = "not-an-api"
    case replyCutShort = "reply-cut-short"
    case replyTooLarge = "reply-too-large"
    case replyNotUnderstood = "reply-not-understood"
    case limitReached = "limit-reached"
    case servicesNotAsked = "services-not-asked"
    case tracesLetGo = "traces-let-go"
    // What was kept of a server's traces.
    case fromCache = "from-cache"
    case cacheDamaged = "cache-damaged"
    case cacheNotWritable = "cache-not-writable"
    // The data's own shape.
    case orphanSpan = "orphan-span"
    case parentCycle = "parent-cycle"
    case duplicateSpanID = "duplicate-span-id"
    case severalRoots = "several-roots"
    case negativeDuration = "negative-duration"
    case missingStart = "missing-start"
    case childOutsideParent = "child-outside-parent"

    /// How much a finding of this kind matters.
    public var severity: Diagnostic.Severity {
        switch self {
        case .badNumber, .badType, .badBase64, .timeOutOfRange, .missingSpanID, .missingProcess, .lateResource, .valueCut, .nestingTooDeep:
            .skipped
        case .truncated, .interrupted, .syntaxError, .damagedMessage, .missingTraceID, .notATraceFile, .notASpan, .emptyFile, .noSuchFile,
            .permissionDenied, .unreadable, .noTraceFileInFolder, .corruptCompression, .inflatedTooLarge, .tooManyFiles, .elementTooLarge,
            .windowTooLarge, .packedTooDeep, .frameTooLarge, .noHTTPLibrary, .nameNotResolved, .connectionRefused, .connectionFailed,
            .connectionLost, .tlsFailed, .timedOut, .redirectedAway, .notAuthorised, .tooManyRequests, .serverFailed, .badServerAddress,
            .badServerOption, .requestRefused, .serviceRequired, .traceNotFound, .notAnAPI, .replyCutShort, .replyTooLarge,
            .replyNotUnderstood:
            .lost
        default: .note
        }
    }
}

extension DiagnosticCode {
    /// Whether it is a server that cannot be reached, or does not want to answer: asking later, or with other rights, may help.
    public var isOfUnwillingServer: Bool {
        switch self {
        case .noHTTPLibrary, .nameNotResolved, .connectionRefused, .connectionFailed, .connectionLost, .tlsFailed, .timedOut,
            .redirectedAway, .notAuthorised, .tooManyRequests, .serverFailed:
            true
        default: false
        }
    }

    /// Whether a server is out of reach or in trouble, so that what it has said before may stand in for it; one that does not let us in
    /// has a reason for that.
    public var isOfAbsentServer: Bool { isOfUnwillingServer && ![.notAuthorised, .redirectedAway, .tlsFailed].contains(self) }

    /// Whether it is about the shape of traces, which may be another one once more of their spans are there.
    public var isOfShape: Bool {
        switch self {
        case .orphanSpan, .parentCycle, .duplicateSpanID, .severalRoots: true
        default: false
        }
    }

    /// Whether it is about a server, what it answers included.
    public var isOfServer: Bool {
        switch self {
        case .badServerAddress, .badServerOption, .requestRefused, .serviceRequired, .tagsNotHeeded, .askedAgain, .traceNotFound, .notAnAPI,
            .replyCutShort, .replyTooLarge, .replyNotUnderstood, .limitReached, .servicesNotAsked:
            true
        default: isOfUnwillingServer
        }
    }
}

/// Findings of one kind counted together, so that a hostile file cannot fill memory with them.
public struct DiagnosticList: Equatable, Sendable {
    /// One entry a code, in order of first appearance; each holds the first place that is known, and the count.
    public private(set) var entries: [Diagnostic] = []

    /// Creates an empty list.
    public init() {}

    /// Adds a finding, or counts it with the first of its kind.
    public mutating func add(_ diagnostic: Diagnostic) {
        if let index = entries.firstIndex(where: { $0.code == diagnostic.code }) {
            let known = entries[index], first = known.place.byteOffset == nil && diagnostic.place.byteOffset != nil ? diagnostic : known
            entries[index] = Diagnostic(known.code, at: first.place, found: first.found, count: known.count + diagnostic.count)
        } else {
            entries.append(diagnostic)
        }
    }

    /// Adds every finding of another list, which comes later in the input.
    public mutating func add(contentsOf other: DiagnosticList) {
        for diagnostic in other.entries { add(diagnostic) }
    }
}
