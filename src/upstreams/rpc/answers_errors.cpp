#include <limits>

#include "upstreams/reading/json_reading.hpp"

namespace burner::upstreams {

namespace {

constexpr std::size_t max_detail_bytes = 200;

/// Reads whatever stands behind the name of an error that is not read further, e.g. `{"account_index":2}`.
bool read_raw(ondemand::value json, std::string& out) {
    std::string_view text;
    if (simdjson::to_json_string(json).get(text) != simdjson::SUCCESS) return false;
    out = text.substr(0, max_detail_bytes);
    return true;
}

/// Reads `"InvalidAccountData"`, `{"Custom":6001}` or `{"BorshIoError":"…"}`.
bool read_instruction_failure(ondemand::value json, solana::TransactionError& out) {
    std::string_view name;
    if (read_text(json, name)) {
        out.detail = name.substr(0, max_detail_bytes);
        return !name.empty();
    }
    std::size_t members = 0;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        if (++members > 1) return false;
        if (!(key == "Custom")) return read_raw(value, out.detail);
        std::uint64_t code = 0;
        if (!read_number(value, code) || code > std::numeric_limits<std::uint32_t>::max()) return false;
        out.detail = "Custom";
        out.custom = static_cast<std::uint32_t>(code);
        return true;
    });
    return ok && members == 1;
}

/// Reads `[index, failure]`.
bool read_instruction_error(ondemand::value json, solana::TransactionError& out) {
    std::size_t elements = 0;
    const bool ok = for_each_element(json, [&](ondemand::value element) {
        if (++elements > 2) return false;
        if (elements == 2) return read_instruction_failure(element, out);
        std::uint64_t index = 0;
        if (!read_number(element, index)) return false;
        out.instruction = index;
        return true;
    });
    return ok && elements == 2;
}

/// Reads a key, whose closing quote simdjson has seen.
bool read_name(ondemand::raw_json_string key, std::string& out) {
    for (const char* c = key.raw(); *c != '"' && out.size() < max_detail_bytes; ++c) out += *c;
    return !out.empty();
}

}  // namespace

bool read_transaction_error(ondemand::value json, std::optional<solana::TransactionError>& out) {
    if (is_null(json)) return true;
    solana::TransactionError& error = out.emplace();
    std::string_view name;
    if (read_text(json, name)) {
        error.name = name.substr(0, max_detail_bytes);
        return !name.empty();
    }
    std::size_t members = 0;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        if (++members > 1) return false;
        if (key == "InstructionError") {
            error.name = "InstructionError";
            return read_instruction_error(value, error);
        }
        return read_name(key, error.name) && read_raw(value, error.detail);
    });
    return ok && members == 1;
}

}  // namespace burner::upstreams
