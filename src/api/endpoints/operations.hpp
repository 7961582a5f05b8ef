#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/endpoint.hpp"
#include "api/readiness.hpp"
#include "transactions/pauses.hpp"

namespace burner::api {

/// `GET /health`: says that the process answers.
struct Health {
    using Input = NoInput;
    static base::Result<Input> parse(const Call&) { return NoInput{}; }
    static base::Result<NoInput> run(const Call&, Input) { return NoInput{}; }
    static http::Response render(NoInput) { return {.body = R"({"status":"ok"})"}; }
};

/// `GET /ready`: says whether the store and a Solana RPC answer (503 where one does not), and names what is paused.
struct Ready {
    struct Output {
        Readiness::Checks checks;
        std::vector<transactions::Pause> pauses;
        std::vector<std::string> hindrances;
    };
    using Input = NoInput;
    static base::Result<Input> parse(const Call&) { return NoInput{}; }
    static base::Task<base::Result<Output>> run(const Call& call, Input input);
    static http::Response render(const Output& output);
};

/// `GET /metrics`: Prometheus' text format.
struct Scrape {
    using Input = NoInput;
    static base::Result<Input> parse(const Call&) { return NoInput{}; }
    static base::Result<std::string> run(const Call& call, Input);
    static http::Response render(std::string text) {
        return {.body = std::move(text), .content_type = "text/plain; version=0.0.4"};
    }
};

/// `GET /openapi.json`: this API's description.
struct OpenApi {
    using Input = NoInput;
    using Output = std::shared_ptr<const std::string>;
    static base::Result<Input> parse(const Call&) { return NoInput{}; }
    static base::Result<Output> run(const Call& call, Input);
    static http::Response render(Output document);
};

/// `GET /.well-known/jwks.json`: the public signing keys (RFC 7517); an empty set where tokens are HS256.
struct Jwks {
    using Input = NoInput;
    static base::Result<Input> parse(const Call&) { return NoInput{}; }
    static base::Result<std::string> run(const Call& call, Input);
    static http::Response render(std::string keys);
};

}  // namespace burner::api
