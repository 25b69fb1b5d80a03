import ArgumentParser
import Explorer
import Terminal

/// `spanhound keys`: the key table of the explorer.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "keys", abstract: "Print the explorer's keys.")

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() {
        if options.json {
            writeJSON()
        } else {
            StandardOutput.write(options.markdown ? KeyTable.markdown : KeyTable.text)
        }
    }

    private func writeJSON() {
        var json = JSONWriter()
        json.object { json in
            json.field("schemaVersion", 1)
            json.array("keys", KeyTable.bindings) { json, binding in
                json.object { json in
                    json.field("command", binding.command.rawValue)
                    json.array("keys", binding.keys) { $0.value($1.description) }
                    json.field("scope", binding.scope.rawValue)
                    json.field("group", binding.group.rawValue)
                    json.field("help", binding.help)
                }
            }
        }
        json.finish()
    }
}
