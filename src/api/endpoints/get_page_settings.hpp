#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/endpoint.hpp"

namespace burner::api {

/// `GET /api/page`: what the page has to know of the server that it came from.
struct GetPageSettings {
    struct Output {
        std::string name;          ///< of the project
        std::string_view cluster;  ///< mainnet, devnet, testnet or local
        std::string explorer;      ///< empty: nowhere to look
        bool shows_images = false;
        std::optional<std::string> donation_wallet;  ///< nullopt: nothing can be donated
    };
    using Input = NoInput;
    static base::Result<Input> parse(const Call&) { return NoInput{}; }
    static base::Task<base::Result<Output>> run(const Call& call, Input);
    static http::Response render(const Output& output);
};

}  // namespace burner::api
