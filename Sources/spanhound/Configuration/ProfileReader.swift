import TOMLKit
import TraceModel
import TraceQuery
import TraceSources

/// Reads the table of one profile.
struct ProfileReader {
    let name: String
    let text: ConfigurationText
    let paths: ConfiguredPath
    private(set) var problems: [ConfigurationProblem] = []

    init(name: String, text: ConfigurationText, paths: ConfiguredPath) {
        self.name = name
        self.text = text
        self.paths = paths
    }

    /// The profile; nil when something in it is wrong, which ``problems`` says.
    mutating func read(_ found: (any TOMLValueConvertible)?) -> ServerProfile? {
        guard let table = found?.table else {
            refuse(nil, "expected a table, found \(found?.type.text ?? "nothing")")
            return nil
        }
        warnOfUnknownKeys(in: table)
        guard let address = address(in: table) else { return nil }
        var profile = ServerProfile(address)
        profile.hasLogin = table[ProfileKey.url.rawValue]?.string?.contains("@") ?? false
        profile.headers = headers(table[ProfileKey.headers.rawValue])
        profile.token = token(in: table)
        if profile.token != nil, profile.headers.contains(where: SecretHeader.isAuthorization) {
            refuse(.headers, "there is a bearer token beside the header Authorization; leave out one of them")
        }
        profile.tenant = string(.tenant, in: table)
        profile.tenantHeader = string(.tenantHeader, in: table)
        profile.caFile = string(.caFile, in: table).map(paths.path)
        profile.clientCertificate = string(.clientCertificate, in: table).map(paths.path)
        profile.clientKey = string(.clientKey, in: table).map(paths.path)
        if profile.clientKey != nil, profile.clientCertificate == nil { refuse(.clientKey, "it needs client-cert beside it") }
        profile.isInsecure = value(.insecure, in: table, "true or false", as: \.bool) ?? false
        profile.timeout = duration(.timeout, in: table, example: "10s")
        profile.lookback = duration(.lookback, in: table, example: "3h")
        profile.limit = limit(in: table)
        return problems.contains(where: \.isError) ? nil : profile
    }

    private mutating func address(in table: TOMLTable) -> ServerAddress? {
        guard table.contains(key: ProfileKey.url.rawValue) else {
            refuse(nil, "there is no url in it")
            return nil
        }
        guard let url = string(.url, in: table) else { return nil }
        do throws(InputError) {
            return try ServerAddress(url)
        } catch {
            refuse(.url, "not the address of a server: \(error.diagnostic.found)")
            return nil
        }
    }

    private mutating func limit(in table: TOMLTable) -> Int? {
        guard let limit = value(.limit, in: table, "a whole number", as: \.int) else { return nil }
        if limit < 1 { refuse(.limit, "it must be at least 1") }
        return limit
    }

    private mutating func duration(_ key: ProfileKey, in table: TOMLTable, example: String) -> Int64? {
        guard let text = value(key, in: table, "a duration such as \"\(example)\"", as: \.string) else { return nil }
        guard let length = try? DurationLiteral.nanoseconds(text), length > 0 else {
            refuse(key, "expected a duration such as \"\(example)\", found \"\(text)\"")
            return nil
        }
        return length
    }

    private mutating func warnOfUnknownKeys(in table: TOMLTable) {
        let known = ProfileKey.allCases.map(\.rawValue)
        for key in table.keys.sorted() where !known.contains(key) {
            let path = ["servers", name, key]
            let message = NearestName.unknown(TOMLName.text(path), NearestName.to(key, among: known))
            problems.append(ConfigurationProblem(line: text.line(of: path), profile: name, isError: false, message: message))
        }
    }
}

// What the extensions for single keys stand on.
extension ProfileReader {
    /// A text that is not empty.
    mutating func string(_ key: ProfileKey, in table: TOMLTable) -> String? {
        guard let text = value(key, in: table, "text", as: \.string) else { return nil }
        if text.isEmpty { refuse(key, "it is empty") }
        return text
    }

    /// A value of the right type.
    mutating func value<Value>(
        _ key: ProfileKey, in table: TOMLTable, _ expected: String, as type: (any TOMLValueConvertible) -> Value?
    ) -> Value? {
        guard let found = table[key.rawValue] else { return nil }
        if let value = type(found) { return value }
        refuse(key, "expected \(expected), found \(found.type.text)")
        return nil
    }

    /// Says what makes the profile unusable.
    mutating func refuse(_ key: ProfileKey?, _ message: String) {
        let path = ["servers", name] + (key.map { [$0.rawValue] } ?? [])
        let message = TOMLName.text(path) + ": " + message
        problems.append(ConfigurationProblem(line: text.line(of: path), profile: name, isError: true, message: message))
    }
}
