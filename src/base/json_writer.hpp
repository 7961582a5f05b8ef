#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/append.hpp"
#include "base/json_text.hpp"
#include "base/lamports.hpp"

namespace burner::base {

/// A writer that appends JSON to a string, and its commas. The caller balances begin and end.
class JsonWriter {
  public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    void begin_object() { open('{'); }
    void end_object() { out_ += '}'; }
    void begin_array() { open('['); }
    void end_array() { out_ += ']'; }

    /// Writes a name that the program spells out, which needs no escape.
    template <std::size_t Size>
    void key(const char (&literal)[Size]) {
        separate();
        append(out_, "\"", literal, "\":");
    }
    void key(std::string_view name) {
        separate();
        append_json_string(out_, name);
        out_ += ':';
    }

    void value(std::string_view text) {
        separate();
        append_json_string(out_, text);
    }
    void value(const char* text) { value(std::string_view{text}); }
    void value(bool flag) { raw(flag ? "true" : "false"); }
    void value(std::nullptr_t) { raw("null"); }
    void value(Lamports lamports) { value(lamports.value); }
    template <std::integral T>
        requires(!std::same_as<T, bool>)
    void value(T number) {
        raw(std::to_string(number));
    }

    /// Appends JSON made elsewhere, as it is.
    void raw(std::string_view json) {
        separate();
        out_ += json;
    }

    template <std::size_t Size, class T>
    void member(const char (&literal)[Size], const T& content) {
        key(literal);
        value(content);
    }

    /// Writes a member that is a list: `write(json, item)` appends each item.
    template <class Name, class Items, class Write>
    void array(const Name& name, const Items& items, Write write) {
        key(name);
        begin_array();
        for (const auto& item : items) write(*this, item);
        end_array();
    }

  private:
    void open(char bracket) {
        separate();
        out_ += bracket;
    }
    void separate() {
        if (out_.empty()) return;
        const char last = out_.back();
        if (last != '{' && last != '[' && last != ':') out_ += ',';
    }

    std::string& out_;
};

}  // namespace burner::base
