import Testing
import TraceModel

@testable import TraceSimulator

/// Work that goes on after the answer: consumers, batches, dead letters.
@Suite struct QueueTests {
    private static let traces = simulatedTraces(.asyncMessaging, 400)

    @Test("A producer's message is consumed by another service or later delivery, after it was sent and after the root ended")
    func consumersComeLater() throws {
        var (consumers, outliving) = (0, 0)
        for trace in Self.traces where trace.mainRoot.kind == .server {
            for (position, span) in trace.spans.enumerated() where span.kind == .consumer {
                let producer = try #require(trace.parentSpan(of: position))
                let start = try #require(span.start), sent = try #require(producer.end)
                #expect(producer.kind == .producer && start > sent)
                consumers += 1
                if start > trace.mainRoot.end ?? .max { outliving += 1 }
            }
        }
        #expect(consumers > 250 && Double(outliving) > 0.95 * Double(consumers))
    }

    @Test("Batches are traces of their own, linked to the producers of several other traces, which sent before")
    func batches() throws {
        var producers: [SpanID: (trace: TraceID, sent: Int64)] = [:]
        for trace in Self.traces {
            for span in trace.spans where span.name == "orders.created publish" { producers[span.id] = (trace.id, span.end ?? .max) }
        }
        var booked: [SpanID] = []
        let batches = Self.traces.filter { $0.mainRoot.name == "orders.created process" }
        for batch in batches {
            let root = batch.mainRoot, start = try #require(root.start)
            #expect(root.kind == .consumer && root.namedParentID == nil && batch.rootSpans == 1)
            #expect(root.attributes["messaging.batch.message_count"] == .int64(Int64(root.links.count)))
            #expect(root.links.count >= 2 && Set(root.links.map(\.traceID)).count == root.links.count)
            for link in root.links {
                let producer = try #require(producers[link.spanID])
                #expect(!link.isSameTrace && link.traceID == producer.trace && producer.sent < start)
            }
            booked += root.links.map(\.spanID)
        }
        #expect(batches.count > 20 && Set(booked).count == booked.count)
        #expect(booked.count > producers.count * 8 / 10)
    }

    @Test("A mail that is refused is tried three times, later each time, then put aside for another service to look at")
    func deadLetters() throws {
        var (retried, dead) = (0, 0)
        for trace in Self.traces where trace.mainRoot.kind == .server {
            let attempts = trace.spans.filter { $0.name == "send_order_confirmation" }
            if attempts.isEmpty { continue }
            #expect(attempts.map { $0.attributes["messaging.delivery_attempt"] } == (1...attempts.count).map { .int64(Int64($0)) })
            #expect(attempts.dropLast().allSatisfy { $0.isError })
            let gaps = zip(attempts, attempts.dropFirst()).map { ($1.start ?? 0) - ($0.end ?? 0) }
            #expect(gaps.first.map { $0 > 2_000_000_000 } ?? true && gaps.dropFirst().allSatisfy { $0 > 4_000_000_000 })
            let letters = trace.spans.filter { $0.name == "handle_dead_letter" }
            #expect(letters.count == (attempts.last?.isError == true ? 1 : 0))
            if !letters.isEmpty { #expect(attempts.count == 3 && letters[0].kind == .consumer && letters[0].service == "order-service") }
            if attempts.count > 1, letters.isEmpty { retried += 1 }
            dead += letters.count
        }
        #expect(retried > 10 && dead > 10 && dead < 80)
    }

    @Test("One partition's messages wait several times as long")
    func slowPartition() {
        var waits: [Bool: [Int64]] = [:]
        for span in Self.traces.flatMap(\.spans) where span.name == "send_order_confirmation" {
            guard case .int64(let age)? = span.attributes["messaging.message_age_ms"] else { continue }
            waits[span.attributes["messaging.kafka.partition"] == .int64(7), default: []].append(age)
        }
        func median(_ isSlow: Bool) -> Int64 { waits[isSlow].map { $0.sorted()[$0.count / 2] } ?? 0 }
        #expect(median(true) > median(false) * 4 && median(false) > 300)
    }
}
