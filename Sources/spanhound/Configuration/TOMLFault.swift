import TOMLKit

/// What the parser says of a text that breaks TOML's rules, without a piece of that text that may be secret.
enum TOMLFault {
    /// `Error while parsing array: expected comma or closing ']', saw 'z'` → `not TOML: in an array: expected comma or closing ']'`.
    static func text(_ description: String) -> String {
        var message = description[...]
        var context = ""
        let preamble = "Error while parsing "
        if message.hasPrefix(preamble), let colon = message.firstRange(of: ": ") {
            context = "in this \(message[preamble.endIndex..<colon.lowerBound]): "
            message = message[colon.upperBound...]
        }
        if context.contains("string"), message.hasPrefix("unescaped control characters") {
            message = "it does not end on its line, or holds a control character"
        }
        if let saw = message.firstRange(of: ", saw '") { message = message[..<saw.lowerBound] }
        // Keys may be shown, and single characters; of a value nothing is.
        let shown = message.hasPrefix("cannot redefine") ? message : message.replacing(/'[^']{2,}'/, with: "this")
        return "not TOML: \(context)\(shown)"
    }
}

/// A path of keys as TOML writes it.
enum TOMLName {
    static func text(_ path: [String]) -> String {
        path.map { key in
            let isBare = !key.isEmpty && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "_" }
            return isBare ? key : "\"\(key)\""
        }.joined(separator: ".")
    }
}

extension TOMLType {
    /// What a value is, in a sentence.
    var text: String {
        switch self {
        case .table: "a table"
        case .array: "a list"
        case .string: "text"
        case .int: "a whole number"
        case .double: "a number"
        case .bool: "true or false"
        case .date, .time, .dateTime: "a date or time"
        }
    }
}
