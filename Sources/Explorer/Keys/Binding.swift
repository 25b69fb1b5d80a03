import Terminal

/// One line of the key table.
public struct Binding: Sendable {
    /// What it asks for.
    public let command: Command
    /// The keys that ask for it; the first is the one that is advertised.
    public let keys: [KeySequence]
    /// Where it holds.
    public let scope: KeyScope
    /// Its heading in help.
    public let group: Group
    /// What it does, in words that begin small.
    public let help: String
    /// Its word in the footer; nil keeps it out of there.
    public let label: String?
    /// Its place in the footer: small numbers first.
    public let rank: Int

    /// Headings of the help.
    public enum Group: String, CaseIterable, Sendable {
        case moving = "Moving"
        case going = "In and out"
        case narrowing = "Narrowing down"
        case folding = "Folding"
        case finding = "Finding spans"
        case copying = "Copying"
        case program = "The program"
    }

    /// A line of the table; keys are parted by blanks.
    @inline(never)  // into each line of the table
    init(
        _ command: Command, _ keys: String, _ scope: KeyScope, _ group: Group, _ help: String, label: String? = nil, rank: Int = 99
    ) {
        self.command = command
        self.keys = keys.split(separator: " ").compactMap { KeySequence(String($0)) }
        self.scope = scope
        self.group = group
        self.help = help
        self.label = label
        self.rank = rank
    }

    /// The key that is advertised.
    public var key: String { keys.first.map(KeyTable.shortName) ?? "" }
}
