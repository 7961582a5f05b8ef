#include "audit/tail.hpp"

#include <algorithm>

#include <unistd.h>

namespace burner::audit {

bool read_exactly(int file, std::string& out, std::uint64_t at) {
    for (std::size_t done = 0; done < out.size();) {
        const ssize_t count = ::pread(file, out.data() + done, out.size() - done, static_cast<off_t>(at + done));
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
    }
    return true;
}

namespace {

/// Finds the end of the last batch; nullopt if it lies before `text`.
std::optional<Tail> tail_in(const std::string& text) {
    for (auto end = text.rfind('\n'); end != std::string::npos && end != 0;) {
        const auto before = text.rfind('\n', end - 1);
        const auto begin = before == std::string::npos ? 0 : before + 1;
        if (const auto sealed = sealed_line(std::string_view{text}.substr(begin, end - begin)))
            return Tail{sealed->link, text.substr(end + 1)};
        end = before;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Tail> read_tail(int file, std::uint64_t size) {
    for (std::uint64_t length = std::min<std::uint64_t>(size, max_line_bytes);; length = std::min(size, 2 * length)) {
        std::string text(length, '\0');
        if (!read_exactly(file, text, size - length)) return std::nullopt;
        if (auto tail = tail_in(text)) return tail;
        if (length == size) return Tail{{}, std::move(text)};
    }
}

}  // namespace burner::audit
