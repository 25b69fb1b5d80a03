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
        default: ""
        }
    }
}
