#include "app/private_memory.hpp"

#include <cerrno>
#include <system_error>

#include <sys/prctl.h>

namespace burner::app {

void keep_memory_private() {
    if (::prctl(PR_SET_DUMPABLE, 0) != 0)
        throw std::system_error{errno, std::generic_category(), "cannot keep the memory of this process private"};
}

}  // namespace burner::app
