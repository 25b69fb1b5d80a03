import TraceModel

/// The processes of a trace object: numbered from 1 as spans first name them, equal ones once.
struct JaegerProcesses {
    /// Every process met, as JSON; empty for one of which nothing is known.
    private var texts: [[UInt8]] = []
    private var indices: [[UInt8]: Int] = [:]
    /// Indices of the snapshot's resources in `texts`, where known.
    private var indexOfResource: [Int?] = []
    /// Numbers in the trace by index, 0 = not named yet; and the indices in the order of their numbers.
    private var numbers: [Int] = []
    private var used: [Int] = []

    /// Makes ready for the resources of another snapshot.
    mutating func use(_ snapshot: Snapshot) {
        indexOfResource = Array(repeating: nil, count: snapshot.resourceCount)
    }

    /// The number under which the trace has a resource.
    mutating func number(of resource: Resource, _ tally: inout ConversionTally) -> Int {
        let row = Int(resource.id.rawValue)
        let index = indexOfResource[row] ?? learn(resource, &tally)
        if numbers[index] == 0 {
            used.append(index)
            numbers[index] = used.count
        }
        return numbers[index]
    }

    /// Writes the processes that the trace's spans name, and forgets their numbers.
    ///
    /// One of which nothing is known is left out, as it was where it was read.
    mutating func writeUsed(into json: inout JSONWriter) {
        var isFirst = true
        for index in used {
            if !texts[index].isEmpty {
                json.raw(isFirst ? "\"p" : ",\"p")
                isFirst = false
                json.integer(Int64(numbers[index]))
                json.raw("\":")
                texts[index].withUnsafeBytes { json.raw($0) }
            }
            numbers[index] = 0
        }
        used.removeAll(keepingCapacity: true)
    }

    private mutating func learn(_ resource: Resource, _ tally: inout ConversionTally) -> Int {
        let text = Self.text(of: resource, &tally)
        tally.add(.scopeAttribute, resource.scope?.attributes.count ?? 0)
        let index = indices[text] ?? texts.count
        if index == texts.count {
            texts.append(text)
            numbers.append(0)
            indices[text] = index
        }
        indexOfResource[Int(resource.id.rawValue)] = index
        return index
    }

    private static func text(of resource: Resource, _ tally: inout ConversionTally) -> [UInt8] {
        if resource.serviceID == nil && resource.attributes.isEmpty { return [] }
        var json = JSONWriter(capacity: 1024)
        json.raw("{")
        if resource.serviceID != nil {
            json.raw("\"serviceName\":")
            json.string(resource.service)
            json.raw(",")
        }
        json.raw("\"tags\":[")
        for (place, attribute) in resource.attributes.enumerated() {
            json.raw(place == 0 ? "{\"key\":" : ",{\"key\":")
            json.string(attribute.key)
            json.tagValue(of: attribute, &tally)
            json.raw("}")
        }
        json.raw("]}")
        return Array(json.bytes)
    }
}
