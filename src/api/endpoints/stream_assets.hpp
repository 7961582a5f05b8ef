#pragma once

#include <cstddef>

#include "api/stream.hpp"

namespace burner::api {

/// `GET /wallet/:address/assets/stream`: what the wallet can burn or close, as soon as it is known.
struct StreamAssets {
    struct Input {
        std::size_t chunk_size;
    };

    static base::Result<Input> parse(const Call& call);
    static base::Task<base::Result<void>> run(const StreamCall& call, Input input, StreamOut& out);
};

}  // namespace burner::api
