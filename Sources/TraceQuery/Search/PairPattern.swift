/// One way in which a token can lie across the equals sign of `key=value`.
struct PairPattern {
    /// What the key ends with.
    let keyEnd: BytePattern
    /// What the value begins with.
    let valueStart: BytePattern

    /// All ways, one an equals sign in the token.
    static func all(_ token: String) -> [PairPattern] {
        token.indices.filter { token[$0] == "=" }.map { index in
            PairPattern(keyEnd: BytePattern(token[..<index]), valueStart: BytePattern(token[token.index(after: index)...]))
        }
    }
}
