#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "upstreams/json_rpc.hpp"

namespace burner::upstreams {

/// What the readers of answers have in common: simdjson's buffers, kept between answers up to a size, and the frame
/// of JSON-RPC. Refuses what is not a JSON-RPC 2.0 answer to `id` with exactly one of `result` and `error`. One object
/// per worker thread. `body` may be reallocated (simdjson pads).
class AnswerFrame {
  protected:
    AnswerFrame();
    ~AnswerFrame();

    /// `read_result(json, out)` reads the result; see answer_reading.hpp.
    template <class T, class Read>
    Reply<T> read(std::string& body, std::uint64_t id, Read read_result);

    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace burner::upstreams
