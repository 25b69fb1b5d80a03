import Testing
import TraceModel

@testable import TraceSources

@Suite struct ServerAddressTests {
    @Test(
        "An address is read as people write it",
        arguments: [
            ("http://jaeger:16686", "http://jaeger:16686", 16686), ("https://Jaeger.Example/", "https://jaeger.example", 443),
            ("HTTP://[::1]:80/base//", "http://[::1]:80/base", 80), ("http://me:secret@host/a/b", "http://host/a/b", 80),
            ("http://10.0.0.1:", "http://10.0.0.1", 80),
        ])
    func reads(text: String, shown: String, port: Int) throws {
        let address = try ServerAddress(text)
        #expect(address.description == shown && address.effectivePort == port)
        #expect(!String(reflecting: address).contains("secret"))
        var dumped = ""
        dump(address, to: &dumped)
        #expect(!dumped.contains("secret"))
    }

    @Test(
        "What is no address is refused with the reason",
        arguments: [
            "jaeger:16686", "ftp://host", "http://", "http://:80", "http://host:99999", "http://host:x", "http://::1:80", "http://[::1",
            "http://[::1]x", "http://a b", "http://host/?q=1", "http://%zz@host",
        ])
    func refuses(text: String) {
        do throws(InputError) {
            _ = try ServerAddress(text)
            Issue.record("\(text) was taken")
        } catch {
            #expect(error.diagnostic.code == .badServerAddress && !error.diagnostic.found.isEmpty)
        }
    }

    @Test func `everything that may mean something in a URL is encoded, and decoded again`() {
        let text = "team/a b+c&d=e%f?#ü\u{1b}~"
        #expect(PercentEncoding.encoded(text) == "team%2Fa%20b%2Bc%26d%3De%25f%3F%23%C3%BC%1B~")
        #expect(PercentEncoding.decoded(PercentEncoding.encoded(text)) == text)
        for wrong in ["%", "%4", "%+1", "%zz", "%ff"] { #expect(PercentEncoding.decoded(wrong) == nil) }
    }
}
