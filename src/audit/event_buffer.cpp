#include "audit/event_buffer.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace burner::audit {

namespace {

/// Twice what comes in 100 ms at 60,000 mints a second.
constexpr std::size_t kept_bytes = 4u << 20;

/// What stands before the texts of an event.
struct Header {
    base::UnixTime time;
    std::uint32_t count;
    Action action;
    Actor::Kind actor;
    std::array<std::uint16_t, 7> lengths;
};
static_assert(longest_text <= UINT16_MAX);

}  // namespace

bool EventBuffer::push(const Event& event) {
    const std::array<std::string_view, 7> texts{event.actor.id, event.project,    event.subject, event.wallet,
                                                event.from,     event.request_id, event.detail};
    Header header{event.time, event.count, event.action, event.actor.kind, {}};
    std::size_t size = sizeof header;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        header.lengths[i] = static_cast<std::uint16_t>(std::min(texts[i].size(), longest_text));
        size += header.lengths[i];
    }
    const std::size_t before = bytes_.size();
    if (before + size > limit_) return false;
    if (bytes_.capacity() < before + size) bytes_.reserve(std::max<std::size_t>(2 * before, 1u << 16));
    bytes_.resize_and_overwrite(before + size, [&](char* all, std::size_t) {
        char* at = all + before;
        std::memcpy(at, &header, sizeof header);
        at += sizeof header;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            std::memcpy(at, texts[i].data(), header.lengths[i]);
            at += header.lengths[i];
        }
        return before + size;
    });
    return true;
}

Event EventBuffer::read(std::size_t& offset) const {
    Header header;
    std::memcpy(&header, bytes_.data() + offset, sizeof header);
    offset += sizeof header;
    std::size_t index = 0;
    const auto next = [&] {
        const std::string_view text{bytes_.data() + offset, header.lengths[index]};
        offset += header.lengths[index++];
        return text;
    };
    Event event{.action = header.action, .time = header.time, .actor = {header.actor, {}}, .count = header.count};
    for (std::string_view* const text : {&event.actor.id, &event.project, &event.subject, &event.wallet, &event.from,
                                         &event.request_id, &event.detail}) {
        *text = next();
    }
    return event;
}

void EventBuffer::clear() {
    bytes_.clear();
    if (bytes_.capacity() > kept_bytes) bytes_.shrink_to_fit();
}

}  // namespace burner::audit
