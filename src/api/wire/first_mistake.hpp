#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"

namespace burner::api {

/// Returns a 400 `invalid_request`; `message` names the field.
inline std::unexpected<base::Error> invalid(std::string message) {
    return base::fail(base::ErrorCode::invalid_request, std::move(message));
}

/// Remembers the first mistake in what a client sent. Reading goes on after it, with values that mean nothing, so that
/// an endpoint lists what it reads and asks once, at the end.
class FirstMistake {
  public:
    bool has_mistake() const { return mistake_.has_value(); }

    /// Remembers a 400 `invalid_request`; `message` names the field.
    void refuse(std::string message) { refuse(base::Error{base::ErrorCode::invalid_request, std::move(message)}); }
    void refuse(base::Error error) {
        if (!mistake_) mistake_ = std::move(error);
    }

    /// Returns the value of another rule's outcome; an error is a mistake.
    template <class T>
    T take(base::Result<T> outcome) {
        if (outcome) return *std::move(outcome);
        refuse(std::move(outcome.error()));
        return T{};
    }
    void check(base::Result<void> outcome) {
        if (!outcome) refuse(std::move(outcome.error()));
    }

    /// Returns the first mistake, if there is one.
    base::Result<void> result() const {
        if (mistake_) return std::unexpected(*mistake_);
        return {};
    }
    /// Returns the first mistake, or else `input`.
    template <class Input>
    base::Result<Input> result(Input input) const {
        if (mistake_) return std::unexpected(*mistake_);
        return input;
    }

  protected:
    /// Returns `read(text)`. Where that is nullopt, the mistake is `wrong`: what the field must be, or a code whose own
    /// text says it.
    template <class Read, class Wrong>
    auto converted(std::string_view field, std::string_view text, Read read, Wrong wrong) -> decltype(read(text)) {
        auto value = read(text);
        if (!value) refuse(error_of(field, wrong));
        return value;
    }

  private:
    static base::Error error_of(std::string_view field, std::string_view must) {
        return {base::ErrorCode::invalid_request, std::string{field}.append(" ").append(must)};
    }
    static base::Error error_of(std::string_view, base::ErrorCode code) { return {code}; }

    std::optional<base::Error> mistake_;
};

}  // namespace burner::api
