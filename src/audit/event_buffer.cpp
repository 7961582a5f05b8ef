#include "audit/event_buffer.hpp"

namespace burner::audit {

namespace {

/// Twice what comes in 100 ms at 60,000 mints a second.
constexpr std::size_t kept_bytes = 4u << 20;
constexpr char end_of_event = '\n';

}  // namespace

bool EventBuffer::push(std::string_view members) {
    if (bytes_.size() + members.size() >= limit_) return false;
    bytes_ += members;
    bytes_ += end_of_event;
    return true;
}

std::string_view EventBuffer::read(std::size_t& offset) const {
    const auto rest = std::string_view{bytes_}.substr(offset);
    const auto members = rest.substr(0, rest.find(end_of_event));
    offset += members.size() + 1;
    return members;
}

void EventBuffer::clear() {
    bytes_.clear();
    if (bytes_.capacity() > kept_bytes) bytes_.shrink_to_fit();
}

}  // namespace burner::audit
