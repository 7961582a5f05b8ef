#include "audit/event_buffer.hpp"

namespace burner::audit {

namespace {

/// The memory that `clear` keeps: twice what the log lets wait at full load.
constexpr std::size_t kept_bytes = 2u << 20;

}  // namespace

bool EventBuffer::push(std::string_view line) {
    if (bytes_.size() + line.size() > limit_) return false;
    bytes_ += line;
    return true;
}

std::string_view EventBuffer::lines_from(std::size_t offset, std::size_t max_bytes) const {
    const auto rest = std::string_view{bytes_}.substr(offset);
    if (rest.size() <= max_bytes) return rest;
    auto end = rest.substr(0, max_bytes).rfind('\n');
    if (end == std::string_view::npos) end = rest.find('\n', max_bytes);
    return rest.substr(0, end + 1);
}

void EventBuffer::clear() {
    bytes_.clear();
    if (bytes_.capacity() > kept_bytes) bytes_.shrink_to_fit();
}

}  // namespace burner::audit
