import Glibc

/// The user's locale, as far as it says which characters may be sent.
enum CharacterLocale {
    /// Takes over the user's locale for characters and says whether they are UTF-8.
    ///
    /// Only for characters: a locale for numbers would change how they are read. A locale that asks for UTF-8 but is not installed,
    /// as is common at the far end of SSH, is replaced by one that always is.
    static func adopt() -> Bool {
        if setlocale(LC_CTYPE, "") == nil, asksForUTF8(environment("LC_ALL"), environment("LC_CTYPE"), environment("LANG")) {
            setlocale(LC_CTYPE, "C.UTF-8")
        }
        guard let codeset = nl_langinfo(nl_item(CODESET)) else { return false }
        return isUTF8(String(cString: codeset))
    }

    /// Whether the first of the settings that is made, in the order of their precedence, names UTF-8.
    static func asksForUTF8(_ settings: String?...) -> Bool {
        guard let setting = settings.compactMap({ $0 }).first(where: { !$0.isEmpty }),
            let dot = setting.firstIndex(of: ".")
        else { return false }
        return isUTF8(setting[setting.index(after: dot)...].prefix { $0 != "@" })
    }

    private static func isUTF8(_ codeset: some StringProtocol) -> Bool {
        codeset.lowercased().filter { $0 != "-" } == "utf8"
    }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
