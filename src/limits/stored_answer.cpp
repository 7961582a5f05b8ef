#include "limits/stored_answer.hpp"

namespace burner::limits {

namespace {

void append_text(base::Bytes& out, std::string_view text) {
    base::append_le(out, static_cast<std::uint32_t>(text.size()));
    base::append(out, base::as_bytes(text));
}

class Reader {
  public:
    explicit Reader(base::ByteView bytes) : rest_(bytes) {}

    std::optional<std::uint32_t> integer() {
        if (rest_.size() < sizeof(std::uint32_t)) return std::nullopt;
        const auto value = base::read_le<std::uint32_t>(rest_, 0);
        rest_ = rest_.subspan(sizeof value);
        return value;
    }
    std::optional<std::string> text() {
        const auto length = integer();
        if (!length || *length > rest_.size()) return std::nullopt;
        std::string value{base::as_text(rest_.first(*length))};
        rest_ = rest_.subspan(*length);
        return value;
    }
    bool at_end() const { return rest_.empty(); }

  private:
    base::ByteView rest_;
};

}  // namespace

base::Bytes to_bytes(const StoredAnswer& answer) {
    base::Bytes out;
    base::append_le(out, static_cast<std::uint32_t>(answer.status));
    base::append_le(out, static_cast<std::uint32_t>(answer.headers.size()));
    for (const auto& [name, value] : answer.headers) {
        append_text(out, name);
        append_text(out, value);
    }
    append_text(out, answer.body);
    return out;
}

std::optional<StoredAnswer> stored_answer_from(base::ByteView bytes) {
    Reader reader{bytes};
    const auto status = reader.integer();
    const auto headers = reader.integer();
    if (!status || !headers) return std::nullopt;
    StoredAnswer answer{static_cast<int>(*status), {}, {}};
    for (std::uint32_t i = 0; i < *headers; ++i) {
        auto name = reader.text();
        auto value = reader.text();
        if (!name || !value) return std::nullopt;
        answer.headers.emplace_back(*std::move(name), *std::move(value));
    }
    auto body = reader.text();
    if (!body || !reader.at_end()) return std::nullopt;
    answer.body = *std::move(body);
    return answer;
}

}  // namespace burner::limits
