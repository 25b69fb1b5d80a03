import TraceModel

/// One sentence a code.
extension Sentences {
    /// What a code says, given what stood there (in quotes) if that is known.
    static func description(of code: DiagnosticCode, found: String?) -> String {
        let tail = found.map { ", found \($0)" } ?? ""
        return switch code {
        case .badNumber: "expected a number" + tail
        case .badType: "a value of another type was expected" + tail
        case .badBase64: "this is not base64" + tail
        case .timeOutOfRange: "a time that no clock shows" + tail
        case .missingSpanID: "a span without an id"
        case .missingProcess:
            found.map { "no process is called \($0); the span has no service" }
                ?? "the span's process is not in the file; the span has no service"
        case .lateResource: "a resource, scope or schema so far behind its spans that they do not have it"
        case .valueCut: "a value longer than 16 MiB was cut"
        case .nestingTooDeep: "nested too deeply; the value was left out"
        case .typeMismatch: "the value does not fit its stated type; it was read as it is" + tail
        case .numberOutOfRange: "a number beyond what 64 bits hold; the nearest was taken" + tail
        case .invalidUTF8: "bytes that are not UTF-8 were replaced"
        case .badEscape: "an escape that JSON does not know was kept as it is" + tail
        case .truncated: "the file ends in the middle; what should follow is missing"
        case .interrupted: "loading was stopped before the end; what came before is shown"
        case .syntaxError: "expected JSON" + tail + "; what follows is lost, up to the next span"
        case .damagedMessage: "a damaged message" + tail + "; what it holds from there on is lost"
        case .missingTraceID: "a span without a trace id was left out"
        case .notATraceFile: "not a trace file" + (found.map { ": it is \($0)" } ?? "")
        case .notASpan: "expected a span" + tail
        case .emptyFile: "the file is empty"
        case .noSuchFile: "no such file or folder"
        case .permissionDenied: "permission denied"
        case .unreadable: "cannot be read" + (found.map { " (\($0))" } ?? "")
        case .noTraceFileInFolder: "no trace file in this folder"
        case .corruptCompression: "the compressed data is damaged" + (found.map { " (\($0))" } ?? "")
        case .inflatedTooLarge: "unpacks to more than the limit"
        case .elementTooLarge: "one span takes more than 256 MiB; it and what follows is lost"
        case .tooManyFiles: "more files than can be told apart; the rest was not read"
        case .invalidID: "an id of the wrong length or form was kept as it is" + tail
        case .otherSignal: "logs, metrics or profiles, which Spanhound does not show" + tail
        case .mixedFormats: "the file holds several formats" + (found.map { ": \($0)" } ?? "")
        case .noSpans: "no spans in it"
        case .notFollowed: "a compressed file is not followed; it was read once"
        case .fileCutShort: "the file became shorter; it was read again from its beginning"
        case .sameFile: "the same file was named before" + (found.map { " as \($0)" } ?? "") + "; it was read once"
        case .windowTooLarge: "unpacking needs more than 128 MiB at a time"
        case .packedTooDeep: "packed more than twice over"
        case .frameTooLarge: "expected a message of at most 128 MiB" + tail + "; what follows is lost"
        case .noHTTPLibrary: "servers are read through libcurl, which is not installed"
        case .nameNotResolved: "no such host" + (found.map { ": \($0)" } ?? "")
        case .connectionRefused: "the connection was refused"
        case .connectionFailed: "no connection" + (found.map { " (\($0))" } ?? "")
        case .connectionLost: "the connection was lost before the answer" + (found.map { " (\($0))" } ?? "")
        case .tlsFailed: "no secure connection" + (found.map { ": \($0)" } ?? "")
        case .timedOut: "timed out waiting for " + (found ?? "the server")
        case .redirectedAway: "the server sends us elsewhere" + (found.map { ", to \($0)" } ?? "")
        case .notAuthorised: "the server does not let us in" + (found.map { ": \($0)" } ?? "")
        case .tooManyRequests: "too many requests for the server" + (found.map { ": \($0)" } ?? "")
        case .serverFailed: "the server failed" + (found.map { ": \($0)" } ?? "")
        case .badServerAddress: "not the address of a server" + (found.map { ": \($0)" } ?? "")
        case .badServerOption: "an option for the server cannot be used" + (found.map { ": \($0)" } ?? "")
        case .requestRefused: "the server refused the request" + (found.map { ": \($0)" } ?? "")
        case .serviceRequired: "the server searches one service at a time"
        case .tagsNotHeeded: "the server looked for traces without heeding the tags; some of these may not have them"
        case .askedAgain: "the server answered only when it was asked again" + (found.map { ", after \($0)" } ?? "")
        case .traceNotFound: "no such trace"
        case .notAnAPI: "this is not Jaeger's interface" + (found.map { ": the answer is \($0)" } ?? "")
        case .replyCutShort: "the answer ends in the middle; what should follow is missing"
        case .replyTooLarge: "the answer is larger than the limit" + (found.map { " of \($0)" } ?? "")
        case .replyNotUnderstood: "an answer that Jaeger would not give" + tail
        case .limitReached: "the server was asked for \(found ?? "some") traces at most and may have more"
        case .servicesNotAsked: "the server has \(found ?? "many") services, more than are asked one by one; name one"
        case .tracesLetGo: "traces that were fetched long ago were let go, to spare memory"
        case .fromCache: "the server does not answer; this is the trace as it was fetched before"
        case .cacheDamaged: "a trace that was kept for the time without its server cannot be read"
        case .cacheNotWritable:
            "traces cannot be kept for the time without their server" + (found.map { ": \($0) cannot be written" } ?? "")
        case .orphanSpan: "a span whose parent is not in the trace"
        case .parentCycle: "spans that are each other's parents; the circle was cut"
        case .duplicateSpanID: "a span id that occurs before in its trace"
        case .severalRoots: "more than one root in a trace"
        case .negativeDuration: "a negative duration" + tail
        case .missingStart: "a span without a start"
        case .childOutsideParent: "a span that begins before its parent or ends after it"
        }
    }

    /// What to do about input that cannot be used; empty where nothing helps.
    static func remedy(_ code: DiagnosticCode) -> String {
        switch code {
        case .notATraceFile, .notASpan: "spanhound reads Jaeger, Zipkin, OTLP, Tempo and Elasticsearch traces"
        case .syntaxError: "check how the file was made"
        case .emptyFile: "export the trace again"
        case .noSuchFile: "check the path"
        case .permissionDenied: "check who may read it"
        case .noTraceFileInFolder: "name a folder that holds .json, .jsonl or .pb files, plain or compressed, or name the files themselves"
        case .corruptCompression, .truncated: "fetch the file again"
        case .elementTooLarge: "save it unpacked in a file, which has no such bound"
        case .inflatedTooLarge: "unpack it and open the parts"
        case .windowTooLarge: "pack it without --long or --ultra"
        case .packedTooDeep: "unpack it first"
        case .noHTTPLibrary: "install it: apt install libcurl4, or your system's name for it"
        case .nameNotResolved: "check the host's name"
        case .connectionRefused: "check the port, and whether the server runs"
        case .notAuthorised: "check the token, the tenant and the headers"
        case .tooManyRequests: "wait, and ask for less"
        case .redirectedAway: "if that is a login page, pass --header or --bearer-token-file; else name that address"
        case .notAnAPI: "check the port and the path before /api"
        case .badServerAddress: "write http://host:port or https://host:port/base"
        case .serviceRequired: "name one with --service, spanhound services lists them"
        case .replyTooLarge: "ask for less: a lower --limit, a shorter time"
        default: ""
        }
    }
}
