import Foundation

/// What the command line asks for.
struct Arguments {
    /// What is said when it cannot be understood.
    struct Mistake: Error {
        let message: String
    }

    static let usage = """
        usage: loopback-server FOLDER [--port N] [--ipv6] [--base-path /jaeger] [--times asked|any] [--newer] [--gzip]
                               [--delay MILLISECONDS] [--drip BYTES] [--every MILLISECONDS]
          FOLDER       recordings with an INDEX.json
          --port       0, as by default, is a free one
          --times      whether searches look at when spans began; any, as by default, finds old recordings too
          --newer      leave out what servers after 2.20 do not have
          --gzip       compress for clients that accept it
          --delay      wait so long with the first byte of each reply
          --drip       send so many bytes at a time
          --every      and wait so long between them; 10 by default
        """

    private(set) var folder = ""
    private var values: [String: String] = [:]
    private var flags: Set<String> = []

    /// - Throws: `Mistake`.
    init(_ words: some Sequence<String>) throws(Mistake) {
        var words = Array(words)[...]
        while let word = words.popFirst() {
            switch word {
            case "--newer", "--ipv6", "--gzip": flags.insert(word)
            case "--port", "--base-path", "--times", "--delay", "--drip", "--every":
                guard let value = words.popFirst() else { throw Mistake(message: "\(word) needs a value") }
                values[word] = value
            case _ where folder.isEmpty && !word.hasPrefix("-"): folder = word
            default: throw Mistake(message: "what is \(word)?")
            }
        }
        guard !folder.isEmpty else { throw Mistake(message: "which folder?") }
    }

    func has(_ flag: String) -> Bool { flags.contains(flag) }

    func text(_ name: String) -> String? { values[name] }

    /// - Throws: `Mistake` when it is no number.
    func number(_ name: String) throws(Mistake) -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), number >= 0 else { throw Mistake(message: "\(name) needs a number, not \(text)") }
        return number
    }
}
