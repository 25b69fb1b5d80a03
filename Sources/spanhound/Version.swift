/// The program's version, which CHANGELOG.md explains.
enum Version {
    static let text = "0.1.0"
}
