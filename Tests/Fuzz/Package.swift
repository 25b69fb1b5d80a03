// swift-tools-version: 6.1
// Feeds decoders hostile bytes: `make fuzz`. A package of its own, for its programs take their `main` from libFuzzer.
import PackageDescription

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "spanhound", path: "../..")],
    targets: [
        .target(name: "FuzzSupport", dependencies: [.product(name: "TraceReading", package: "spanhound")]),
        .executableTarget(
            name: "FuzzJaeger",
            dependencies: ["FuzzSupport", .product(name: "TraceReading", package: "spanhound")],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
        .executableTarget(
            name: "FuzzOTLP",
            dependencies: ["FuzzSupport", .product(name: "TraceReading", package: "spanhound")],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
        .executableTarget(
            name: "FuzzZipkin",
            dependencies: ["FuzzSupport", .product(name: "TraceReading", package: "spanhound")],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
        .executableTarget(
            name: "FuzzOTLPProtobuf",
            dependencies: [.product(name: "TraceReading", package: "spanhound")],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    ],
    swiftLanguageModes: [.v6]
)
