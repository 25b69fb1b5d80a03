import Glibc

/// The environment the program was started in.
enum Environment {
    static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// Which characters text on standard output may have.
enum OutputLocale {
    /// Whether the user's locale encodes characters in UTF-8; a locale that asks for it but is not installed counts.
    static var isUTF8: Bool {
        let asked = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { Environment[$0] }.first { !$0.isEmpty } ?? ""
        let codeset = asked.split(separator: ".", maxSplits: 1).dropFirst().first ?? ""
        return codeset.prefix { $0 != "@" }.lowercased().filter { $0 != "-" } == "utf8"
    }
}
