import TestSupport
import Testing

/// When two ways of writing a request ask for the same.
@Suite struct RequestTargetTests {
    @Test(
        "Order of query items, percent-encoding and plus signs make no difference",
        arguments: [
            ("/api/traces?a=1&b=2", "/api/traces?b=2&a=1"), ("/api/traces?op=POST+%2Fx", "/api/traces?op=POST%20/x"),
            ("/api/%74races", "/api/traces"), ("/a?tag=x:1&tag=y:2", "/a?tag=y%3A2&tag=x%3A1"), ("/a?", "/a"), ("/a?b", "/a?b="),
            ("http://host:1/a?b=1", "/a?b=1"), ("/a?t=%c2%b5s", "/a?t=µs"), ("/a?b=1&&c=2", "/a?b=1&c=2"),
        ])
    func sameness(one: String, other: String) {
        #expect(RequestTarget(one) == RequestTarget(other))
        #expect(RequestTarget(one).hashValue == RequestTarget(other).hashValue)
    }

    @Test(
        "What differs in meaning differs",
        arguments: [
            ("/a%2Fb", "/a/b"), ("/team%2Fa", "/team%252Fa"), ("/a/", "/a"), ("/a?b=1", "/a?b=1&b=1"), ("/a?b=1", "/a?b=2"),
            ("/a+b", "/a%20b"),
            ("/A", "/a"), ("/a?b=%2B", "/a?b=+"), ("/a?b=1", "/a"),
        ])
    func difference(one: String, other: String) {
        #expect(RequestTarget(one) != RequestTarget(other))
    }

    @Test("A percent sign that begins no escape stays, and bytes that are no UTF-8 are shown as such")
    func damage() {
        #expect(RequestTarget("/100%/%zz/%4").segments == ["100%", "%zz", "%4"])
        #expect(RequestTarget("/%ff").segments == ["\u{FFFD}"])
        #expect(RequestTarget("/a?b=%+1").query.map(\.value) == ["% 1"])
        #expect(RequestTarget("").segments == [""])
    }

    @Test("A base path is taken off by whole segments")
    func basePath() {
        #expect(RequestTarget("/jaeger/api/x?a=1").below("/jaeger/") == RequestTarget("/api/x?a=1"))
        #expect(RequestTarget("/jaegers/api").below("/jaeger") == nil)
        #expect(RequestTarget("/jaeger").below("/jaeger") == nil)
        #expect(RequestTarget("/api").below("/") == RequestTarget("/api"))
    }

    @Test("People read it decoded")
    func description() {
        #expect("\(RequestTarget("/api/traces?service=team%2Fa+b&x"))" == "/api/traces?service=team/a b&x=")
    }
}
