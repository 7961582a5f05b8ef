#include "audit/tail.hpp"

#include <algorithm>

#include <unistd.h>

#include "audit/line.hpp"

namespace burner::audit {

bool read_exactly(int file, std::string& out, std::uint64_t at) {
    for (std::size_t done = 0; done < out.size();) {
        const ssize_t count = ::pread(file, out.data() + done, out.size() - done, static_cast<off_t>(at + done));
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
    }
    return true;
}

std::optional<Tail> read_tail(int file, std::uint64_t size) {
    for (std::uint64_t length = std::min<std::uint64_t>(size, longest_line);; length = std::min(size, 2 * length)) {
        std::string text(length, '\0');
        if (!read_exactly(file, text, size - length)) return std::nullopt;
        const auto end = text.rfind('\n');
        const auto start = end == std::string::npos || end == 0 ? std::string::npos : text.rfind('\n', end - 1);
        if (start == std::string::npos && length < size) continue;
        if (end == std::string::npos) return Tail{{}, text};
        const std::size_t begin = start == std::string::npos ? 0 : start + 1;
        return Tail{text.substr(begin, end - begin), text.substr(end + 1)};
    }
}

}  // namespace burner::audit
