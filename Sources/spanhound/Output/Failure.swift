import Explorer
import TraceModel

/// Why a command ends without its answer: a code for programs, a sentence for people.
struct Failure: Error {
    let status: ExitStatus
    let code: String
    let message: String
    let place: String?
    /// More that a person may want to read, below the sentence.
    let details: [String]

    init(_ status: ExitStatus, code: String, _ message: String, place: String? = nil, details: [String] = []) {
        self.status = status
        self.code = code
        self.message = message
        self.place = place
        self.details = details
    }

    /// The same with a piece of advice below it.
    func advised(_ advice: String) -> Failure { Failure(status, code: code, message, place: place, details: details + [advice]) }

    /// Says it on standard error.
    func report(asJSON: Bool) {
        guard asJSON else {
            StandardError.write("spanhound: " + message + "\n" + details.map { "  " + $0 + "\n" }.joined())
            return
        }
        var json = JSONWriter(to: .standardError)
        json.object { json in
            json.object("error") { json in
                json.field("code", code)
                json.field("message", message)
                json.field("place", place)
                if !details.isEmpty { json.array("details", details) { $0.value($1) } }
            }
        }
        json.finish()
    }
}
