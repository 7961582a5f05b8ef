#pragma once

#include <string_view>
#include <tuple>
#include <utility>

#include <simdjson.h>

// Objects and lists of JSON, read with simdjson's on-demand parser, for the .cpp files of this folder only (the header
// is heavy). Every function returns whether the value had the shape asked for; a value is read at most once.
namespace burner::upstreams {

namespace ondemand = simdjson::ondemand;

/// Calls `visit(key, value)` for each member, which returns false to refuse it. Inlined, so that the names and readers
/// of an object are known where they are compared and called.
template <class Visit>
[[gnu::always_inline]] inline bool for_each_member(ondemand::value json, Visit visit) {
    ondemand::object object;
    if (json.get_object().get(object) != simdjson::SUCCESS) return false;
    for (auto field : object) {
        ondemand::raw_json_string key;
        ondemand::value value;
        if (field.key().get(key) != simdjson::SUCCESS) return false;
        if (field.value().get(value) != simdjson::SUCCESS) return false;
        if (!visit(key, value)) return false;
    }
    return true;
}

/// Calls `visit(value)` for each element, which returns false to refuse it.
template <class Visit>
bool for_each_element(ondemand::value json, Visit visit) {
    ondemand::array array;
    if (json.get_array().get(array) != simdjson::SUCCESS) return false;
    for (auto element : array) {
        ondemand::value value;
        if (element.get(value) != simdjson::SUCCESS) return false;
        if (!visit(value)) return false;
    }
    return true;
}

/// A member that an object may have: its name, and the function that reads it, called as `read(value, to...)`.
template <bool is_required, class Read, class... To>
class Member {
  public:
    Member(std::string_view name, Read read, To... to) : name_(name), read_(read), to_(std::forward<To>(to)...) {}

    /// Tells whether the object that was read had the member.
    bool is_read() const { return is_read_; }
    /// Notes whether the member was read, and returns whether the object may be as it is.
    bool finish(bool is_read) {
        is_read_ = is_read;
        return is_read || !is_required;
    }

    /// Reads the value if `key` is this member's, whose bit in `seen` is `bit`, and returns whether it is. A member
    /// that is given twice, or has another shape, makes `ok` false.
    [[gnu::always_inline]] bool take(ondemand::raw_json_string key, ondemand::value value, unsigned bit, unsigned& seen,
                                     bool& ok) {
        if (!(key == name_)) return false;
        ok = (seen & bit) == 0 && std::apply([&](auto&... to) { return read_(value, to...); }, to_);
        seen |= bit;
        return true;
    }

  private:
    std::string_view name_;
    Read read_;
    std::tuple<To...> to_;
    bool is_read_ = false;
};

template <class Read, class... To>
Member<true, Read, To...> required(std::string_view name, Read read, To&&... to) {
    return {name, read, std::forward<To>(to)...};
}

template <class Read, class... To>
Member<false, Read, To...> optional(std::string_view name, Read read, To&&... to) {
    return {name, read, std::forward<To>(to)...};
}

/// Reads an object in one pass; members that are not listed are skipped. Refuses a member that is given twice, and an
/// object that lacks a required one. One word remembers what was seen, so that it stays in a register.
template <class... Members>
[[gnu::always_inline]] inline bool read_object(ondemand::value json, Members&&... members) {
    static_assert(sizeof...(members) <= 32);
    unsigned seen = 0;
    const auto take = [&] [[gnu::always_inline]] (ondemand::raw_json_string key, ondemand::value value) {
        unsigned bit = 1;
        bool ok = true;
        static_cast<void>(((members.take(key, value, bit, seen, ok) || ((bit <<= 1), false)) || ...));
        return ok;
    };
    if (!for_each_member(json, take)) return false;
    unsigned bit = 1;
    return (members.finish((seen & std::exchange(bit, bit << 1)) != 0) && ...);
}

}  // namespace burner::upstreams
