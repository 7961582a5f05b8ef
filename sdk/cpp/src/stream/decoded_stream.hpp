#pragma once

#include <string_view>

#include <burnandclaim/stream.hpp>

#include "stream/frames.hpp"

namespace burnandclaim {

/// The values in a stream's frames. After the end, and after a failure, there are no more.
template <class T>
class DecodedStream final : public StreamSource<T> {
  public:
    /// Begins a stream. `is_last` recognises the value that must come last; null: the server's close 1000 is the end.
    DecodedStream(Frames frames, T (*decode)(std::string_view frame), bool (*is_last)(const T&))
        : frames_(std::move(frames)), decode_(decode), is_last_(is_last) {}

    std::optional<T> next() override {
        if (is_over_) return std::nullopt;
        try {
            std::optional<T> value = read();
            is_over_ = !value || (is_last_ != nullptr && is_last_(*value));
            if (is_over_) frames_.close();
            return value;
        } catch (const std::exception& error) {
            is_over_ = true;
            frames_.close();
            frames_.transport().report(frames_.call(), error);
            throw;
        }
    }

  private:
    std::optional<T> read() {
        const auto frame = frames_.next();
        if (frame) return Transport::read_answer(frames_.call(), *frame, decode_);
        if (is_last_ != nullptr) frames_.refuse_end({1000, {}});
        return std::nullopt;
    }

    Frames frames_;
    T (*decode_)(std::string_view frame);
    bool (*is_last_)(const T&);
    bool is_over_ = false;
};

}  // namespace burnandclaim
