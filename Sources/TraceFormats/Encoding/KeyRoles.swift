import TraceModel

/// What attribute keys mean to a format, looked up by their rows of one snapshot's string table.
struct KeyRoles<Role: Equatable> {
    private let roles: [Role]
    private let others: Role

    /// Finds the keys that a format knows.
    ///
    /// - Parameter others: the role of every other key.
    init(_ names: [(String, Role)], others: Role, in strings: Strings) {
        let known = names.compactMap { name, role in strings.find(name).map { (Int($0.rawValue), role) } }
        var roles = Array(repeating: others, count: (known.map(\.0).max() ?? -1) + 1)
        for (row, role) in known { roles[row] = role }
        self.roles = roles
        self.others = others
    }

    /// Whether any of the snapshot's strings has this role.
    func holds(_ role: Role) -> Bool { roles.contains(role) }

    @inline(__always)
    subscript(key: StringID) -> Role {
        let row = Int(key.rawValue)
        return row < roles.count ? roles[row] : others
    }
}
