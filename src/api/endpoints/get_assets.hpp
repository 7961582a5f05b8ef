#pragma once

#include <memory>
#include <string>

#include "api/endpoint.hpp"

namespace burner::api {

/// `GET /wallet/:address/assets`: what the wallet can burn or close. For a moment the answer is repeated from memory.
struct GetAssets {
    using Input = NoInput;
    using Output = std::shared_ptr<const std::string>;

    static base::Result<Input> parse(const Call&) { return NoInput{}; }
    static base::Task<base::Result<Output>> run(const Call& call, Input);
    static http::Response render(Output body) { return {.shared_body = std::move(body)}; }
};

}  // namespace burner::api
